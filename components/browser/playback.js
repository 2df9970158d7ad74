/* Playback: areas coloured period by period, without asking the server for a frame. */
window.LP.playback = (spec, group, tools) => {
  "use strict";
  const { outline, counted, answering, tip, map } = tools;
  const at = new Map(spec.areas.map((id, i) => [id, i]));
  let frame = Math.min(spec.start, spec.frames.length - 1), timer = null;
  const step = count => spec.lows.filter(low => count >= low).length;
  const layers = L.geoJSON(outline(spec.level, id => at.has(id)), {
    onEachFeature: (feature, layer) => {
      const own = { area_id: feature.properties.area_id, name: feature.properties.name, line: "" };
      answering(layer, own, tip);
    },
  }).addTo(group);

  const control = L.control({ position: "bottomleft" });
  let button, slider, label, speed;
  const show = () => {
    const [name, total, deaths] = spec.frames[frame];
    layers.eachLayer(layer => {
      const i = at.get(layer.feature.properties.area_id);
      const count = spec.counts[frame][i];
      layer.feature.properties.line = counted([count, spec.deaths[frame][i]]);
      layer.feature.properties.count = count;
      const colour = spec.colours[step(spec.measure === "fatalities" ? spec.deaths[frame][i] : count)];
      layer.setStyle({ fillColor: colour, fillOpacity: 0.92, color: spec.line, weight: 0.8 });
    });
    slider.value = frame;
    slider.setAttribute("aria-valuetext", name);
    label.textContent = `${name} · ${counted([total, deaths])}`;
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    if (button) { button.textContent = "▶"; button.setAttribute("aria-label", spec.words.play); }
  };
  const next = () => {
    if (!layers._map) return stop();
    if (frame === spec.frames.length - 1) return stop();
    frame += 1;
    show();
  };
  const play = () => {
    stop();
    if (frame === spec.frames.length - 1) { frame = 0; show(); }
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
    slider.addEventListener("input", () => { stop(); frame = Number(slider.value); show(); });
    speed.addEventListener("change", () => { if (timer) play(); });
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    return bar;
  };
  control.addTo(map);
  stop();
  show();
  return { stop: () => { stop(); control.remove(); } };
};
