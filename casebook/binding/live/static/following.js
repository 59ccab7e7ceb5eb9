// What follows from the changes: Python is asked, and the page shows what it answers.
import { charts, compare, results } from "./results.js";
import { at } from "./page.js";

// Thrown where a later change has made an answer idle.
class Overtaken extends Error {}

export function status(text) {
  at("status").textContent = text;
  at("status").parentElement.hidden = !text;
}

export class Following {
  // `changes` gives those made, `request` what Python takes of them; `tellFaults` shows faults.
  constructor(python, { changes, request, tellFaults }) {
    Object.assign(this, { python, changes, request, tellFaults });
    this.turn = 0;
    this.known = null; // the answers on unchanged evidence, once Python is there
  }

  async follow() {
    const turn = ++this.turn;
    document.body.dataset.state = "asked";
    await this.answer(turn);
    if (turn === this.turn) document.body.dataset.state = "answered";
  }

  async answer(turn) {
    at("draw").hidden = true;
    at("charts").replaceChildren();
    if (!this.changes().length) {
      await this.tellFaults([]);
      at("results").replaceChildren();
      return status(this.known ? "Nothing is changed: these are the verdicts of the book." : "");
    }
    if (!this.known) return status("Load Python to see what follows.");
    const began = performance.now();
    const seconds = () => ((performance.now() - began) / 1000).toFixed(2);
    status("Asking the rules again …");
    try {
      const given = await this.request();
      const ask = async (what, more) => {
        const found = await this.python.ask(what, { ...given, ...more });
        if (turn !== this.turn) throw new Overtaken();
        return found;
      };
      const wrong = await ask("faults");
      await this.tellFaults(wrong);
      if (wrong.length) {
        at("results").replaceChildren();
        return status("A cell breaks what its table promises: nothing is computed until it is mended.");
      }
      // Verdicts of today first: the rest takes longer, and changes less of what the reader asks.
      const after = await ask("answers", { parts: ["now"] });
      this.show(after, " Looking further …");
      document.body.dataset.seconds = seconds();
      for (const part of ["then", "numbers"]) merge(after, await ask("answers", { parts: [part] }));
      await this.tellFaults(await ask("joint_faults"));
      this.show(after, "");
      at("draw").hidden = false;
      document.body.dataset.secondsForAll = seconds();
    } catch (error) {
      if (!(error instanceof Overtaken) && turn === this.turn) status(`Python could not answer: ${error.message}`);
    }
  }

  show(after, more) {
    const open = new Set([...document.querySelectorAll("[data-claim][open]")].map((each) => each.dataset.claim));
    const result = compare(this.known, after);
    at("results").replaceChildren(...results(result, this.known));
    for (const each of document.querySelectorAll("[data-claim]")) each.open ||= open.has(each.dataset.claim);
    const total = Object.keys(this.known.claims).length;
    const moved = result.moved.length;
    const lead = { 0: `None of the ${total} verdicts moves`, 1: `1 of ${total} verdicts moves` }[moved];
    const reworded = result.reworded.length ? `; ${result.reworded.length} more claims read otherwise` : "";
    status(`${lead ?? `${moved} of ${total} verdicts move`}${reworded}.${more}`);
  }

  async drawCharts() {
    const turn = this.turn;
    at("draw").disabled = true;
    document.body.dataset.state = "asked";
    status("Drawing the charts that change …");
    try {
      const found = await this.python.ask("charts", await this.request());
      if (turn === this.turn) {
        const drawn = charts(found);
        at("charts").replaceChildren(...drawn);
        status(drawn.length ? `${drawn.length} ${drawn.length === 1 ? "chart changes" : "charts change"}.` : "No chart changes.");
        at("draw").hidden = true;
      }
    } catch (error) {
      if (turn === this.turn) status(`The charts could not be drawn: ${error.message}`);
    }
    at("draw").disabled = false;
    if (turn === this.turn) document.body.dataset.state = "answered";
  }
}

function merge(answer, more) {
  for (const [id, told] of Object.entries(more.claims)) answer.claims[id] = { ...answer.claims[id], ...told };
  Object.assign(answer.numbers, more.numbers);
}
