// Python in its worker, as promises. Nothing is loaded before start() is called.
export class Python {
  constructor(manifest, tell) {
    this.manifest = manifest;
    this.tell = tell;
    this.waiting = new Map();
    this.next = 0;
  }

  static lacking() {
    if (typeof WebAssembly !== "object") return "This browser has no WebAssembly, which Python needs here.";
    if (typeof Worker !== "function") return "This browser runs no workers, which Python needs here.";
    return "";
  }

  start() {
    this.started ??= this.begin().catch((error) => {
      this.started = undefined;
      throw error;
    });
    return this.started;
  }

  async begin() {
    await this.keepOffline();
    this.worker = new Worker(this.manifest.worker);
    this.worker.onmessage = ({ data }) => {
      if (data.progress || data.stage) return this.tell(data);
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error) reject(new Error(data.error));
      else resolve(data.result);
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || "Python stopped"));
      this.waiting.clear();
    };
    return this.send("load", { manifest: this.manifest, base: new URL("./", location.href).href });
  }

  // The service worker keeps what is loaded from now on, for use without a network.
  async keepOffline() {
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register("sw.js");
      await Promise.race([navigator.serviceWorker.ready, new Promise((done) => setTimeout(done, 3000))]);
    } catch {
      // From a folder, or in a private window: it works, but only with a network.
    }
  }

  send(what, rest) {
    return new Promise((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, what, ...rest });
    });
  }

  async ask(what, request) {
    await this.start();
    return this.send(what, { request });
  }
}
