// Renews a page when what it shows has changed. Without it the page asks for itself every some seconds.
"use strict";
(() => {
  const main = document.querySelector("main[data-live]");
  if (!main || typeof EventSource === "undefined") return;
  const AGAIN = 10000; // milliseconds

  let source = null;
  let busy = false;
  let missed = false;

  // Whatever is opened, focused or typed stays; a page with something typed waits for the next change.
  function replace(fresh) {
    const focused = document.activeElement && document.activeElement.id;
    const opened = new Set([...main.querySelectorAll("details[open][id]")].map(each => each.id));
    main.replaceChildren(...document.adoptNode(fresh).childNodes);
    main.querySelectorAll("details[id]").forEach(each => { if (opened.has(each.id)) each.open = true; });
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function typing() {
    const at = document.activeElement;
    return at && main.contains(at) && ["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName);
  }

  async function renew() {
    if (busy || typing()) {
      missed = busy;
      return;
    }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
        if (fresh) replace(fresh);
        if (fresh && !fresh.dataset.live) source.close(); // it has ended: nothing more will change
      }
    } catch (e) {
      // the server is away; the stream says when it is back
    }
    busy = false;
    if (missed) {
      missed = false;
      renew();
    }
  }

  function listen() {
    const asked = new URLSearchParams({ about: main.dataset.live, seen: main.dataset.seen });
    source = new EventSource(`/api/v1/events?${asked}`);
    source.addEventListener("changed", event => {
      main.dataset.seen = event.data;
      renew();
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
      setTimeout(() => { renew(); listen(); }, AGAIN);
    });
  }

  listen();
})();
