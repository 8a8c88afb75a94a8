/** `npm start` told to end leaves the program it started running: a second one would answer beside it. */

const LOOK_MS = 1_000;

/** Calls once when the process that started this one is gone: its id changes then. */
export function onParentGone(parent: () => number, call: () => void): void {
  const first = parent();
  const timer = setInterval(() => {
    if (parent() === first) return;
    clearInterval(timer);
    call();
  }, LOOK_MS);
  timer.unref();
}
