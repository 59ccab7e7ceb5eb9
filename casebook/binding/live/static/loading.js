// Python comes into the page: how much of it has come, and what is made of it while the reader reads.
import { status } from "./following.js";
import { at, megabytes, read } from "./page.js";
import { Python } from "./python.js";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export class Loading {
  constructor(about) {
    this.about = about;
    this.come = 0;
    this.python = new Python(about.manifest, (told) => this.tell(told));
  }

  tell({ progress, stage }) {
    if (!this.python.started) return; // what still comes of a start that failed
    const { first } = this.about.manifest;
    if (progress) {
      this.come += progress;
      at("progress").value = Math.min(this.come / first, 1);
      at("loading").textContent = `${megabytes(this.come)} of ${megabytes(first)}`;
    } else if (stage === "imports") at("loading").textContent = "Loaded. Python starts …";
    else status(`Loading ${stage} …`);
  }

  async load(following) {
    at("load").disabled = true;
    at("progress").hidden = false;
    try {
      const known = read(`${this.about.manifest.book}answers.json`).then((answer) => answer.json());
      await this.python.start();
      following.known = await known;
      at("python").hidden = true;
      await following.follow();
      document.body.dataset.python = "ready";
      this.warm().catch(() => {}); // it only makes later answers quicker
    } catch (error) {
      at("loading").textContent = `Python could not be loaded (${error.message}). The notebooks run elsewhere: see below.`;
      at("otherwise").hidden = false;
      at("load").disabled = false;
    }
  }

  // What the rules share is made piece by piece, so that a change waits for one piece at most, and
  // one that is made at once for none.
  async warm() {
    await pause(1000);
    for (const part of ["now", "then", "numbers"])
      for (const chapter of this.about.chapters) {
        while (document.body.dataset.state === "asked") await pause(200);
        await this.python.ask("warm", { parts: [part], chapters: [chapter] });
      }
    await this.python.ask("keep");
    document.body.dataset.warm = "true";
  }
}
