/* Playback: what a map shows, frame by frame, without asking the server for one. */

/* The bar that plays: `show` draws a frame and gives its words, `alive` says whether the map still has them. */
window.LP.player = (spec, map, alive, show) => {
  "use strict";
  let frame = Math.min(spec.start, spec.frames.length - 1), timer = null;
  const control = L.control({ position: "bottomleft" });
  let button, slider, label, speed;
  const draw = () => {
    const [name, line] = show(frame);
    slider.value = frame;
    slider.setAttribute("aria-valuetext", name);
    label.textContent = `${name} · ${line}`;
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    if (button) { button.textContent = "▶"; button.setAttribute("aria-label", spec.words.play); }
  };
  const next = () => {
    if (!alive()) return stop();
    if (frame === spec.frames.length - 1) return stop();
    frame += 1;
    draw();
  };
  const play = () => {
    stop();
    if (frame === spec.frames.length - 1) { frame = 0; draw(); }
    timer = setInterval(next, 1000 / Number(speed.value));
    button.textContent = "❚❚";
    button.setAttribute("aria-label", spec.words.pause);
  };
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "lp-player");
    button = L.DomUtil.create("button", "", bar);
    slider = L.DomUtil.create("input", "", bar);
    Object.assign(slider, { type: "range", min: 0, max: spec.frames.length - 1, step: 1 });
    slider.setAttribute("aria-label", spec.words.frame);
    speed = L.DomUtil.create("select", "", bar);
    speed.setAttribute("aria-label", spec.words.speed);
    for (const rate of [1, 2, 4, 8]) {
      const option = L.DomUtil.create("option", "", speed);
      Object.assign(option, { value: rate, textContent: `${rate}/s`, selected: rate === 2 });
    }
    label = L.DomUtil.create("div", "lp-frame", bar);
    button.addEventListener("click", () => (timer ? stop() : play()));
    slider.addEventListener("input", () => { stop(); frame = Number(slider.value); draw(); });
    speed.addEventListener("change", () => { if (timer) play(); });
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    return bar;
  };
  control.addTo(map);
  stop();
  draw();
  return { stop: () => { stop(); control.remove(); } };
};

/* Areas coloured period by period. */
window.LP.playback = (spec, group, tools) => {
  "use strict";
  const { outline, counted, answering, tip, map } = tools;
  const at = new Map(spec.areas.map((id, i) => [id, i]));
  const step = count => spec.lows.filter(low => count >= low).length;
  const layers = L.geoJSON(outline(spec.level, id => at.has(id)), {
    onEachFeature: (feature, layer) => {
      const own = { area_id: feature.properties.area_id, name: feature.properties.name, line: "" };
      answering(layer, own, tip);
    },
  }).addTo(group);
  const show = frame => {
    const [name, total, deaths] = spec.frames[frame];
    layers.eachLayer(layer => {
      const i = at.get(layer.feature.properties.area_id);
      const count = spec.counts[frame][i];
      layer.feature.properties.line = counted([count, spec.deaths[frame][i]]);
      layer.feature.properties.count = count;
      const colour = spec.colours[step(spec.measure === "fatalities" ? spec.deaths[frame][i] : count)];
      layer.setStyle({ fillColor: colour, fillOpacity: 0.92, color: spec.line, weight: 0.8 });
    });
    return [name, counted([total, deaths])];
  };
  return window.LP.player(spec, map, () => layers._map, show);
};

/* Base towns opening and closing, with their rings. A frame: its name, its line, and [town, signs, line] of each open. */
window.LP.basesPlayback = (spec, group, tools) => {
  "use strict";
  const { draw, map, labels } = tools;
  const drawn = L.layerGroup().addTo(group);
  const show = frame => {
    const [name, line, open] = spec.frames[frame];
    drawn.clearLayers();
    draw.rings({ colour: spec.ring, rings: open.map(([town]) => spec.rings[town]) }, drawn);
    const rows = open.map(([town, signs, words]) => {
      const [latitude, longitude, called] = spec.towns[town];
      return [latitude, longitude, signs, called, words];
    });
    draw.bases({ rows, rank: 0, colours: spec.colours, signs: spec.signs, px: spec.px }, drawn);
    labels.place();
    return [name, line];
  };
  return window.LP.player(spec, map, () => drawn._map, show);
};
