// The grid in which a table is read and edited: AG Grid, with the table's schema as its columns.
import { AllCommunityModule, ModuleRegistry, createGrid, themeQuartz } from "./ag-grid.js";

ModuleRegistry.registerModules([AllCommunityModule]);

const LONG = 60;

const theme = themeQuartz.withParams({
  fontFamily: "inherit",
  fontSize: 14,
  spacing: 5,
  backgroundColor: "var(--pst-color-background)",
  foregroundColor: "var(--pst-color-text-base)",
  headerBackgroundColor: "var(--pst-color-surface)",
  borderColor: "var(--pst-color-border)",
  accentColor: "var(--pst-color-link)",
  inputFocusBorder: "2px solid var(--pst-color-link)",
  rowHoverColor: "var(--pst-color-surface)",
});

// How a cell is edited follows from what its field promises.
function editor(field, longest) {
  const values = field.constraints?.enum ?? (field.type === "boolean" ? ["true", "false"] : null);
  if (values) {
    const all = field.constraints?.required ? values : ["", ...values];
    return { cellEditor: "agSelectCellEditor", cellEditorParams: { values: all } };
  }
  if (longest > LONG) {
    const params = { maxLength: 5000, rows: 6, cols: 60 };
    return { cellEditor: "agLargeTextCellEditor", cellEditorPopup: true, cellEditorParams: params };
  }
  return { cellEditor: "agTextCellEditor" };
}

export class Grid {
  // `told` is called with an edit (row, column, value); `seen` with the cell that has the focus.
  constructor(place, nonce, { told, seen, fault }) {
    this.fault = fault;
    this.api = createGrid(place, {
      theme,
      styleNonce: nonce,
      columnDefs: [],
      rowData: [],
      getRowId: ({ data }) => data.key,
      defaultColDef: {
        resizable: true,
        sortable: true,
        minWidth: 70,
        valueGetter: ({ data, colDef }) => data.cells[colDef.cellRendererParams.place],
        valueSetter: ({ data, colDef, newValue, oldValue }) => {
          const value = String(newValue ?? "").trim();
          if (value !== oldValue) told(data.key, colDef.colId, value);
          return false;
        },
        cellClassRules: {
          "is-changed": ({ data, colDef }) => this.isChanged(data, colDef.cellRendererParams.place),
          "is-faulty": ({ data, colDef }) => Boolean(fault(data.key, colDef.colId)),
        },
        tooltipValueGetter: ({ data, colDef }) => fault(data.key, colDef.colId) || undefined,
      },
      rowClassRules: { "is-out": ({ data }) => data.out, "is-added": ({ data }) => !data.was },
      rowSelection: { mode: "singleRow", checkboxes: false, enableClickSelection: true },
      stopEditingWhenCellsLoseFocus: true,
      tooltipShowDelay: 300,
      onCellFocused: ({ rowIndex, column }) => {
        const row = this.api.getDisplayedRowAtIndex(rowIndex)?.data;
        if (row) seen(row, column?.getColId());
      },
    });
  }

  isChanged(row, place) {
    return !row.was || row.cells[place] !== row.was[place];
  }

  show(table, rows, editable) {
    const isOther = this.table !== table;
    if (isOther) {
      this.table = table;
      this.api.clearFocusedCell(); // a place in the old table is none in this one
      const longest = table.columns.map((_, place) =>
        Math.max(...rows.map((row) => row.cells[place].length), 0),
      );
      this.api.setGridOption(
        "columnDefs",
        table.fields.map((field, place) => ({
          colId: field.name,
          headerName: field.title,
          headerTooltip: `${field.name}: ${field.description}`,
          editable: ({ data }) => editable && !data.out,
          width: Math.min(300, 44 + 8 * Math.max(Math.min(longest[place], 32), field.title.length)),
          pinned: place === 0 && window.innerWidth > 700 ? "left" : undefined,
          cellRendererParams: { place },
          ...editor(field, longest[place]),
        })),
      );
    }
    this.api.setGridOption("rowData", rows);
    this.api.refreshCells({ force: true });
    if (isOther && rows.length) this.api.ensureIndexVisible(0, "top");
  }

  find(text) {
    this.api.setGridOption("quickFilterText", text);
  }

  focus(key, column) {
    const node = this.api.getRowNode(key);
    if (!node) return;
    this.api.ensureNodeVisible(node, "middle");
    if (column) this.api.ensureColumnVisible(column);
    this.api.setFocusedCell(node.rowIndex, column ?? this.table.columns[0]);
  }
}
