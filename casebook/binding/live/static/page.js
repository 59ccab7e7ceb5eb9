// Small things that the page is made of.
export const at = (id) => document.getElementById(id);

export async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export const chip = (verdict, confidence) =>
  element(
    "span",
    { class: `chip verdict-${verdict.replaceAll(" ", "-")}${confidence && ` confidence-${confidence}`}` },
    verdict,
    confidence && element("span", { class: "sure" }, `, confidence ${confidence}`),
  );

// Two texts as one: words that go are struck, words that come are underlined.
export function difference(before, after) {
  const [a, b] = [before.split(/\s+/), after.split(/\s+/)];
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i][j] =
        a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
  const parts = [];
  const put = (kind, word) => {
    const last = parts.at(-1);
    if (last && last.kind === kind) last.words.push(word);
    else parts.push({ kind, words: [word] });
  };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) put("", a[i++], j++);
    else if (i < a.length && (j === b.length || longest[i + 1][j] >= longest[i][j + 1])) put("del", a[i++]);
    else put("ins", b[j++]);
  }
  const nodes = parts.flatMap(({ kind, words }) => {
    const text = words.join(" ");
    return [kind ? element(kind, {}, text) : text, " "];
  });
  return element("p", {}, ...nodes);
}

export function download(name, text, type = "text/plain") {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export const megabytes = (bytes) => `${Math.max(1, Math.round(bytes / 1e6))} MB`;
