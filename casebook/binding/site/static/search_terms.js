// The terms of a text, as the search compares them: "Kasčiūnas" as "kasciuna", "1,172" as "1172",
// "155mm" as "155" and "mm", "C12" and "F-16" as "c12" and "f16", "2024-08-10" as "10", "august" and "2024".
"use strict";

const searchTerms = (() => {
  const NUMBER = String.raw`\d{4}-\d\d-\d\d(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
  const NAME = String.raw`\p{L}{1,4}-?\d{1,3}(?!\d)`; // "12" is not found within "C12"
  const WORD = String.raw`[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*`;
  const TERM = new RegExp(`${NUMBER}|${NAME}|${WORD}`, "gu");
  const MONTHS = (
    "january february march april may june july august september october november december"
  ).split(" ");
  // Letters that Unicode does not take apart into a plain one and its mark.
  const PLAIN = { ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ð: "d", þ: "th" };

  // A plural as its singular, by the three rules of Harman's S stemmer ("How effective is
  // suffixing?", 1991): enough, since the beginning of a word finds it too.
  function singular(word) {
    if (word.length < 4 || !word.endsWith("s")) return word;
    if (word.endsWith("ies")) return /[ae]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
    if (word.endsWith("es")) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
    return /[us]s$/.test(word) ? word : word.slice(0, -1);
  }

  function folded(word) {
    const plain = word
      .toLowerCase()
      .replace(/['’]s$/, "")
      .normalize("NFD")
      .replace(/[\p{M}'’]/gu, "")
      .replace(/[ıłøđßæœðþ]/g, (letter) => PLAIN[letter]);
    return singular(plain);
  }

  function termsFor(found) {
    const [year, month, day] = found.split("-");
    if (day) return [String(Number(day)), MONTHS[month - 1] ?? month, year];
    return [/^\d/.test(found) ? found.replaceAll(",", "") : folded(found.replace("-", ""))];
  }

  const known = new Map(); // a book has many words, and few different ones
  function termsOfOne(found) {
    if (!known.has(found)) known.set(found, termsFor(found));
    return known.get(found);
  }

  return {
    // The terms of a text in their order.
    of: (text) => (text.match(TERM) ?? []).flatMap(termsOfOne),
    // The same, each with where it begins and ends.
    placed: (text) =>
      [...text.matchAll(TERM)].flatMap(({ 0: found, index: start }) =>
        termsOfOne(found).map((term) => ({ term, start, end: start + found.length })),
      ),
  };
})();
