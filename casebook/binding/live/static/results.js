// What follows from a change: verdicts that move, sentences and numbers that read otherwise, charts.
import { chip, difference, element } from "./page.js";

const SENTENCES = { why: "The reason", for: "For the claim", against: "Against it", change: "What would change it" };

const met = (told) => told.rungs.find(([, , reached]) => reached);

// Answers that differ, by kind. A claim that cannot be judged any more counts as moved.
export function compare(before, after) {
  const moved = [];
  const reworded = [];
  for (const [id, told] of Object.entries(after.claims)) {
    const was = before.claims[id];
    const now = { then: was.then, ...told }; // a day not asked about yet is told as it was
    if (now.cannot) moved.push({ id, was, now });
    else if (["then", "now"].some((time) => was[time].verdict !== now[time].verdict || was[time].confidence !== now[time].confidence))
      moved.push({ id, was, now });
    else if (["then", "now"].some((time) => Object.keys(SENTENCES).some((key) => was[time][key] !== now[time][key])))
      reworded.push({ id, was, now });
  }
  const numbers = Object.entries(after.numbers)
    .filter(([name, now]) => before.numbers[name].text !== now.text)
    .map(([name, now]) => ({ name, was: before.numbers[name].text, now: now.text }));
  return { moved, reworded, numbers };
}

function ruling(label, was, now) {
  const same = was.verdict === now.verdict && was.confidence === now.confidence;
  const line = element("p", { class: "ruling" }, element("b", {}, `${label}: `), chip(was.verdict, was.confidence));
  if (same) return line;
  line.append(element("span", { class: "to" }, " → "), chip(now.verdict, now.confidence));
  const rung = met(now);
  if (rung) line.append(element("span", { class: "rung" }, `Met now: ${rung[1]}`));
  return line;
}

function sentences(was, now) {
  const found = [];
  for (const [key, label] of Object.entries(SENTENCES)) {
    const [time, lead] = was.now[key] !== now.now[key] ? ["now", ""] : ["then", " when published"];
    if (was[time][key] === now[time][key]) continue;
    found.push(element("dt", {}, label + lead), element("dd", {}, difference(was[time][key], now[time][key])));
  }
  return found.length ? element("dl", { class: "sentences" }, ...found) : null;
}

function claim({ id, was, now }, open) {
  const link = element("a", { href: `../${was.page}` }, id);
  const head = element("summary", {}, element("span", { class: "says" }, link, ` ${was.says}`));
  const details = element("details", { class: "moved-claim", open, "data-claim": id });
  if (now.cannot) {
    details.append(head, element("p", {}, `The rule cannot judge this evidence: ${now.cannot}.`));
    return details;
  }
  head.append(ruling("Today", was.now, now.now));
  if (was.then.verdict !== now.then.verdict || was.then.confidence !== now.then.confidence)
    head.append(ruling("When published", was.then, now.then));
  details.append(head);
  const texts = sentences(was, now);
  if (texts) details.append(texts);
  return details;
}

export function results({ moved, reworded, numbers }, before) {
  const parts = [];
  if (moved.length) {
    parts.push(element("h3", {}, `Verdicts that move (${moved.length})`));
    parts.push(...moved.map((each) => claim(each, moved.length < 4)));
  }
  if (reworded.length) {
    const list = element("details", { class: "reworded" });
    list.append(element("summary", {}, `Claims that read otherwise, with the same verdict (${reworded.length})`));
    list.append(...reworded.map((each) => claim(each, false)));
    parts.push(list);
  }
  if (numbers.length) {
    const list = element("details", { class: "reworded" });
    list.append(element("summary", {}, `Sentences and numbers of the chapters that change (${numbers.length})`));
    for (const { name, was, now } of numbers) {
      const [chapter] = name.split("/");
      const said = before.numbers[name].said ?? [];
      const link = element("a", { href: `../chapters/${chapter}.html` }, chapter.replaceAll("_", " "));
      const texts = said.length ? said : ["{}"];
      list.append(
        element("div", { class: "number" }, link, ...texts.map((text) => difference(text.replaceAll("{}", was), text.replaceAll("{}", now)))),
      );
    }
    parts.push(list);
  }
  return parts;
}

export function charts(found) {
  return Object.values(found).map((chart) => {
    const figure = element("figure", { class: "before-after" });
    if (chart.cannot) {
      const why = `No chart: in the evidence accepted here, ${chart.cannot}.`;
      figure.append(element("figcaption", {}, element("b", {}, chart.title), element("p", {}, why)));
      return figure;
    }
    const same = chart.before.title === chart.title;
    const title = element("figcaption", {}, same ? "" : difference(chart.before.title, chart.title));
    const was = element("img", { src: `../figures/${chart.name}.png`, alt: `In the book: ${chart.before.alt}` });
    const now = element("img", { src: `data:image/png;base64,${chart.png}`, alt: `After the change: ${chart.alt}` });
    const labelled = (label, image) => element("div", {}, element("p", {}, label), image);
    figure.append(title, labelled("In the book", was), labelled("After your change", now));
    return figure;
  });
}
