// Makes the drawn series of a page one that can be pointed at, pinned and zoomed. Without it the page says the same.
"use strict";
(() => {
  const figure = document.querySelector("figure.series");
  const drawn = figure && figure.querySelector("svg");
  if (!drawn || typeof uPlot === "undefined") return;

  const place = document.createElement("div");
  place.className = "plot";
  place.setAttribute("aria-hidden", "true"); // caption and table say what it shows
  let said = figure.querySelector("p.pointed"); // what is pinned, if something is
  if (!said) {
    said = document.createElement("p");
    said.className = "pointed";
    said.textContent = "Point at a kernel; click to keep it; drag to zoom, double-click for all.";
  }
  let rows = [];
  let plot = null;
  let pinned = null; // its place; -1 if it is not among those shown, and its words are the server's
  let range = [0, 0]; // first and last kernel that are shown

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => value === null ? "–" : (value > 0 ? "+" : "") + value.toFixed(2) + " %";

  function link(text, address) {
    const a = document.createElement("a");
    a.href = address;
    a.textContent = text;
    return a;
  }

  function say(at, kept) {
    const row = rows[at];
    const parts = [
      link(row.kernel, "/kernels/" + row.kernel_id),
      ": " + number(row.change_percent) +
        (row.low_percent === null ? "" : " [" + number(row.low_percent) + ", " + number(row.high_percent) + "]") +
        ", mean " + (row.mean === null ? "–" : row.mean.toPrecision(5)) + ", " + row.boots + " boots, first seen " +
        row.first_seen.slice(0, 10) + (row.note ? "; " + row.note : "") +
        (row.annotations ? "; ✎ " + row.annotations : "")];
    const before = rows.slice(0, at).reverse().find(each => each.change_percent !== null);
    if (kept && before) {
      parts.push(" – ", link("compare with the kernel before",
        figure.dataset.compare + "&base=" + before.kernel_id + "&candidate=" + row.kernel_id));
    }
    if (kept) parts.unshift("pinned: ");
    said.replaceChildren(...parts);
  }

  // the range is part of the address, so that a link shows another person the same
  function keep(first, last) {
    const address = new URL(location.href);
    address.searchParams.set("from", rows[first].kernel_id);
    address.searchParams.set("to", rows[last].kernel_id);
    history.replaceState(null, "", address);
  }

  // so is what is pinned
  function pin(at) {
    pinned = at;
    const address = new URL(location.href);
    if (at === null) address.searchParams.delete("pin");
    else address.searchParams.set("pin", rows[at].kernel_id);
    history.replaceState(null, "", address);
    plot.redraw(false);
  }

  function show(first, last) {
    range = [first, last];
    plot.setScale("x", {min: first - 0.5, max: last + 0.5});
  }

  function all() {
    const address = new URL(location.href);
    const part = figure.dataset.whole;
    address.searchParams.delete("from");
    address.searchParams.delete("to");
    if (part) {
      const whole = new URL(part, location.href);
      whole.searchParams.delete("pin");
      location.assign(whole); // the page was made for a range: the rest of the series is not here
    } else {
      history.replaceState(null, "", address);
      show(0, rows.length - 1);
    }
  }

  function zoom(self) {
    if (self.select.width < 5) return;
    const first = Math.max(0, Math.ceil(self.posToVal(self.select.left, "x")));
    const last = Math.min(rows.length - 1, Math.floor(self.posToVal(self.select.left + self.select.width, "x")));
    self.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
    if (last <= first) return;
    show(first, last);
    keep(first, last);
  }

  // a line, and a sign that says the same without colour: above it, or at its lower end, one above the other
  function line(self, at, style, dashes, sign, below = -1) {
    if (at < self.scales.x.min || at > self.scales.x.max) return;
    const context = self.ctx;
    const x = self.valToPos(at, "x", true);
    context.strokeStyle = context.fillStyle = colour(style);
    context.setLineDash(dashes);
    context.beginPath();
    context.moveTo(x, self.bbox.top);
    context.lineTo(x, self.bbox.top + self.bbox.height);
    context.stroke();
    context.fillText(sign, x, self.bbox.top + (below < 0 ? 0 : self.bbox.height) - (4 + 14 * Math.max(0, below)) * devicePixelRatio);
  }

  function marks(self) {
    const context = self.ctx;
    context.save();
    context.lineWidth = devicePixelRatio;
    context.font = 12 * devicePixelRatio + "px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    rows.forEach((row, at) => {
      if (!row.note) return;
      const worse = row.note.includes("worse");
      const better = row.note.includes("better");
      const outlier = row.note.startsWith("outlier");
      line(self, at - 0.5, outlier ? "--odd" : worse ? "--bad" : better ? "--good" : "--quiet", [4, 4],
        outlier ? "○" : worse ? "✗" : better ? "✓" : "◇");
    });
    rows.forEach((row, at) => {
      if (row.annotations) line(self, at, "--accent", [1, 3], "✎", 0);
    });
    if (rows[pinned]) line(self, pinned, "--ink", [], "▲", rows[pinned].annotations ? 1 : 0);
    context.restore();
  }

  // as the drawn one: all values, and of their intervals what does not make these small
  function ends() {
    const zoomed = range[0] > 0 || range[1] < rows.length - 1 || figure.dataset.whole;
    const shown = rows.slice(range[0], range[1] + 1).filter(row => row.change_percent !== null);
    if (shown.length === 0) return [-1, 1];
    const values = shown.map(row => row.change_percent).concat(zoomed ? [] : [0]);
    const low = Math.min(...values);
    const high = Math.max(...values);
    const banded = shown.filter(row => row.low_percent !== null);
    const widths = banded.map(row => row.high_percent - row.low_percent).sort((a, b) => a - b);
    const room = Math.max((high - low) / 2, widths.length ? 2 * widths[Math.floor(widths.length / 2)] : 0);
    const bottom = Math.max(low - room, Math.min(low, ...banded.map(row => row.low_percent)));
    const top = Math.min(high + room, Math.max(high, ...banded.map(row => row.high_percent)));
    const air = top > bottom ? (top - bottom) / 20 : 1;
    return [bottom - air, top + air];
  }

  function make() {
    if (plot) plot.destroy();
    const axis = {stroke: colour("--quiet"), grid: {stroke: colour("--grid"), width: 1}, ticks: {stroke: colour("--grid"), width: 1}};
    const value = name => rows.map(row => row[name]);
    plot = new uPlot({
      width: place.clientWidth || 960,
      height: Math.max(200, Math.min(320, Math.round((place.clientWidth || 960) * 0.31))),
      legend: {show: false},
      scales: {
        x: {time: false, range: (self, low, high) => [low, high]},
        y: {range: ends}},
      axes: [
        Object.assign({}, axis, {show: true, values: (self, at) => at.map(i => Number.isInteger(i) && rows[i] ? String(i + 1) : "")}),
        Object.assign({}, axis, {size: 66, values: (self, at) => at.map(v => v + " %")})],
      series: [
        {},
        {label: "high", stroke: "transparent", width: 0, points: {show: false}},
        {label: "low", stroke: "transparent", width: 0, points: {show: false}},
        {label: "change", stroke: colour("--base"), width: 1.5, points: {show: rows.length <= 300, size: 5, fill: colour("--base")}}],
      bands: [{series: [1, 2], fill: colour("--span")}],
      cursor: {drag: {x: true, y: false, setScale: false}, bind: {dblclick: () => () => { pin(null); all(); }}},
      hooks: {
        draw: [marks],
        setSelect: [zoom],
        setCursor: [self => {
          const at = self.cursor.idx;
          if (pinned === null && at !== null && at !== undefined && rows[at]) say(at, false);
        }]
      }
    }, [rows.map((row, at) => at), value("high_percent"), value("low_percent"), value("change_percent")], place);
    show(range[0], range[1]);
    let down = 0;
    plot.over.addEventListener("mousedown", event => { down = event.clientX; });
    plot.over.addEventListener("click", event => {
      const at = plot.cursor.idx;
      if (Math.abs(event.clientX - down) > 3 || at === null || at === undefined) return;
      pin(pinned === at ? null : at);
      say(at, pinned !== null);
    });
  }

  fetch(figure.dataset.source, {headers: {Accept: "application/json"}})
    .then(answer => answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))))
    .then(table => {
      rows = table.rows.reverse();
      range = [0, rows.length - 1];
      drawn.replaceWith(place);
      place.after(said);
      const asked = new URL(location.href).searchParams.get("pin");
      if (asked) pinned = rows.findIndex(row => row.kernel_id === Number(asked));
      make();
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", make);
      let width = place.clientWidth;
      new ResizeObserver(() => {
        if (place.clientWidth !== width) {
          width = place.clientWidth;
          make();
        }
      }).observe(place);
    })
    .catch(() => { /* the drawn series stays */ });
})();
