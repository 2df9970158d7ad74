/* What a map draws and answers, on top of Leaflet: one map a frame, layers as short lists of numbers.
   Outlines come once, as a file of their own; what changes from run to run is a class or a count a shape. */
window.LP = (() => {
  "use strict";
  const HTML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const escape = text => String(text).replace(/[&<>"']/g, sign => HTML[sign]);
  const named = text => `<bdi>${escape(text)}</bdi>`;
  let map, words, told, home, first, opened = null, fitting = false, fitted = "null", following = null, playing = null;
  let labels;
  let picking = false, answered = 0;

  const number = n => new Intl.NumberFormat(words.lang).format(n);
  const count = (kind, n) => {
    const one = new Intl.PluralRules(words.lang).select(n) === "one";
    return words[kind][one ? 0 : 1].replace("{n}", number(n));
  };
  // "29 incidents, 161 reported deaths" and, where some are not exact, how well they are located.
  const counted = ([incidents, deaths, ...precisions]) => {
    const known = precisions.slice(0, 3).map((n, i) => n ? words.precision[i].replace("{n}", number(n)) : "");
    const line = `${count("incidents", incidents)}, ${count("deaths", deaths)}`;
    return known.some(text => text) ? `${line} (${known.filter(text => text).join(" · ")})` : line;
  };

  /* The page learns of a click or a view as of a drawing, the one answer that it asks for. `at` tells two alike apart. */
  const tell = properties => {
    const feature = { type: "Feature", geometry: null, properties: { ...properties, at: Date.now() } };
    map.fire("draw:created", { layerType: "answer", layer: { toGeoJSON: () => feature } });
  };
  const answering = (layer, properties, tip) => {
    layer.feature = { type: "Feature", geometry: null, properties };
    layer.toGeoJSON = () => layer.feature;
    layer.on("click", () => { properties.at = answered = Date.now(); });
    if (tip) layer.bindTooltip(() => tip(properties), { sticky: true });
    return layer;
  };
  const tip = own => `<b>${named(own.name)}</b><br>${escape(own.line)}${own.more ? "<br>" + escape(own.more) : ""}`;

  const outline = (level, keep) => {
    const all = (window.LP_OUTLINES || {})[level] || { features: [] };
    return keep ? all.features.filter(feature => keep(feature.properties.area_id)) : all.features;
  };
  const shapes = (features, style) => L.geoJSON(features, { style, interactive: false });

  const draw = {
    areas(spec, group) {
      const values = new Map(spec.rows.map(row => [row[0], row]));
      const features = outline(spec.level, id => values.has(id));
      const last = feature => feature.properties.area_id === spec.chosen;
      features.sort((a, b) => last(a) - last(b));  // the chosen one is drawn last, so that its outline shows
      L.geoJSON(features, {
        style: feature => {
          const [id, step] = values.get(feature.properties.area_id);
          const chosen = id === spec.chosen;
          return { fillColor: spec.colours[step], fillOpacity: 0.92, className: `lp-class-${step}`,
                   color: chosen ? spec.strong : spec.line, weight: chosen ? 2.2 : 0.8 };
        },
        onEachFeature: (feature, layer) => {
          const [id, step, more, ...own] = values.get(feature.properties.area_id);
          const line = own.length ? counted(own) : "";
          answering(layer, { area_id: id, name: feature.properties.name, line, more, step }, tip);
        },
      }).addTo(group);
    },
    borders(spec, group) {
      shapes(outline(spec.level), { fill: false, color: spec.line, weight: 1.1, interactive: false }).addTo(group);
    },
    outline(spec, group) {
      shapes(outline(spec.level, id => id === spec.area),
             { fill: false, color: spec.colour, weight: 2.2, className: "lp-chosen" }).addTo(group);
    },
    region(spec, group) {  // what is known by region only belongs to its area: hatched, never a point
      const values = new Map(spec.rows.map(row => [row[0], row]));
      L.geoJSON(outline(spec.level, id => values.has(id)), {
        style: { className: "lp-hatched", color: spec.line, weight: 0.8, fillOpacity: 1 },
        onEachFeature: (feature, layer) => {
          const [id, ...own] = values.get(feature.properties.area_id);
          const line = `${counted(own)}: ${words.region}`;
          answering(layer, { region_id: id, name: feature.properties.name, line }, tip);
        },
      }).addTo(group);
    },
    places(spec, group) {
      for (const [latitude, longitude, radius, colour, exact, name, key, more, ...own] of spec.rows) {
        const chosen = key === spec.chosen;
        const dot = spec.colours[colour];
        const layer = L.circleMarker([latitude, longitude], {
          radius, color: chosen ? spec.strong : dot, weight: chosen ? 2.4 : 1.2, fillColor: dot,
          fillOpacity: exact ? 0.6 : 0.06, dashArray: exact ? null : "2 2", className: exact ? "lp-exact" : "lp-near",
        });
        answering(layer, { place: key, name, line: counted(own), more }, tip).addTo(group);
      }
    },
    cells(spec, group) {
      for (const [cell, step, ring, more, ...own] of spec.rows) {
        const chosen = cell === spec.chosen;
        const layer = L.polygon(ring, {
          fillColor: spec.colours[step], fillOpacity: 0.88, className: `lp-class-${step}`,
          color: chosen ? spec.strong : spec.line, weight: chosen ? 2.4 : 0.6,
        });
        answering(layer, { cell, name: spec.name, line: counted(own), more, step }, tip).addTo(group);
      }
    },
    density(spec, group) {
      L.imageOverlay(spec.image, spec.bounds, { opacity: 0.85, className: "lp-density", pane: "density" }).addTo(group);
    },
    shape(spec, group) {
      L.polygon(spec.ring, { color: spec.colour, weight: 2, dashArray: "5 4", fill: false, interactive: false,
                             className: "lp-shape" }).addTo(group);
    },
    boundaries(spec, group) {  // lines with a name, such as sectors
      const style = { color: spec.colour, weight: 2.2, dashArray: "9 4 2 4", fill: false, interactive: false };
      for (const [name, line, latitude, longitude, rings] of spec.rows) {
        for (const ring of rings) L.polygon(ring, { ...style, className: "lp-boundary" }).addTo(group);
        const text = L.divIcon({ className: "", iconSize: null, iconAnchor: [30, -9],
          html: `<span class="lp-label" style="color:${spec.colour}">${named(name)}</span>` });
        answering(L.marker([latitude, longitude], { icon: text, keyboard: false }), { name, line }, tip).addTo(group);
      }
    },
    rings(spec, group) {
      const style = { color: spec.colour, weight: spec.weight || 1, dashArray: spec.dash || "3 3",
                      fillColor: spec.colour, fillOpacity: 0.09 };
      for (const ring of spec.rings) L.polygon(ring, { ...style, interactive: false }).addTo(group);
    },
    bases(spec, group) {
      for (const [latitude, longitude, signs, name, line, base] of spec.rows) {
        const drawn = signs.map(own => `<span style="color:${spec.colours[own]}">${spec.signs[own]}</span>`).join("");
        const width = spec.px * signs.length;
        const icon = L.divIcon({ className: "lp-base-icon", iconSize: [width, spec.px + 2],
          iconAnchor: [Math.floor(width / 2) + (spec.shift || [0, 0])[0], Math.floor(spec.px / 2) + 1 + (spec.shift || [0, 0])[1]],
          html: `<span class="lp-base" style="font-size:${spec.px + 2}px">${drawn}</span>` });
        answering(L.marker([latitude, longitude], { icon, keyboard: false }), { name, line, base }, tip).addTo(group);
        if (spec.rank === undefined) continue;  // a layer without a rank has no names
        labels.add([latitude, longitude], `<span class="lp-label lp-town">${named(name)}</span>`,
                   { rank: spec.rank, wide: width, high: spec.px }, group);
      }
    },
    pick() { picking = true; },  // a click beside every shape tells its point
    play(spec, group) { playing = LP.playback(spec, group, { outline, counted, answering, tip, map, number }); },
    play_bases(spec, group) { playing = LP.basesPlayback(spec, group, { draw, map, labels }); },
  };

  /* A box or a lasso drawn by hand, told as corners in degrees. */
  const drawing = { kind: null, points: [], line: null };
  const begin = kind => {
    drawing.kind = drawing.kind === kind ? null : kind;
    map.getContainer().classList.toggle("lp-drawing", Boolean(drawing.kind));
    map.dragging[drawing.kind ? "disable" : "enable"]();
    document.querySelectorAll(".lp-tools a").forEach(a => a.classList.toggle("on", a.dataset.kind === drawing.kind));
  };
  const corners = (a, b) => [[a.lat, a.lng], [a.lat, b.lng], [b.lat, b.lng], [b.lat, a.lng]];
  const drawn = () => drawing.kind === "box"
    ? corners(drawing.points[0], drawing.points[drawing.points.length - 1])
    : drawing.points.map(point => [point.lat, point.lng]);
  // A lasso keeps at most so many corners: a link carries them.
  const thinned = points => {
    const step = Math.ceil(points.length / 40);
    return points.filter((_point, i) => i % step === 0);
  };
  const down = event => {
    if (!drawing.kind) return;
    L.DomEvent.stop(event);
    const at = map.mouseEventToLatLng(event);
    drawing.points = [at];
    drawing.line = L.polygon([at], { color: words.strong, weight: 2, dashArray: "5 4", fillOpacity: 0.08,
                                     interactive: false }).addTo(map);
    map.getContainer().setPointerCapture(event.pointerId);
  };
  const move = event => {
    if (!drawing.line) return;
    drawing.points.push(map.mouseEventToLatLng(event));
    drawing.line.setLatLngs(drawn());
  };
  const up = () => {
    if (!drawing.line) return;
    const box = map.latLngToLayerPoint(drawing.points[0])
      .distanceTo(map.latLngToLayerPoint(drawing.points[drawing.points.length - 1]));
    const ring = drawing.kind === "box" ? drawn() : thinned(drawn());
    const enough = drawing.kind === "box" ? drawing.points.length > 1 && box > 4 : ring.length > 2;
    drawing.line.remove();
    drawing.line = null;
    begin(drawing.kind);
    if (enough) tell({ shape: ring.map(pair => pair.map(x => Math.round(x * 1e3) / 1e3)) });
  };
  const tools = () => {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar lp-tools");
      for (const [kind, sign] of [["box", "▭"], ["lasso", "◌"]]) {
        const button = L.DomUtil.create("a", "", bar);
        Object.assign(button, { href: "#", role: "button", title: words[kind], textContent: sign });
        button.dataset.kind = kind;
        button.setAttribute("aria-label", words[kind]);
        L.DomEvent.on(button, "click", event => { L.DomEvent.stop(event); begin(kind); });
      }
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    };
    control.addTo(map);
    const box = map.getContainer();
    box.addEventListener("pointerdown", event => { if (!event.target.closest(".leaflet-control")) down(event); }, true);
    box.addEventListener("pointermove", move);
    box.addEventListener("pointerup", up);
  };

  const pick = event => {
    if (!picking || Date.now() - answered < 200) return;
    tell({ point: [event.latlng.lat, event.latlng.lng].map(x => Math.round(x * 1e4) / 1e4) });
  };

  const view = () => {
    const b = map.getBounds();
    return { view: [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(x => Math.round(x * 1e3) / 1e3),
             steps: map.getZoom() - first };
  };
  // The page is told of a new view only where what it shows depends on it; of the first, only by "bounds".
  const tellView = () => {
    if (!following || !map.getSize().x) return;
    const now = view(), said = JSON.stringify(now.view), news = told !== undefined || following === "bounds";
    if (said === told) return;
    told = said;
    if (news) tell(now);
  };

  /* Maps of one page that show the same part of the world, also after one of them was moved. */
  const together = token => {
    const channel = new BroadcastChannel(token);
    let led = false;
    map.on("move", () => {
      const { lat, lng } = map.getCenter();
      if (!led) channel.postMessage([lat, lng, map.getZoom()]);
    });
    channel.onmessage = event => {
      const [lat, lng, zoom] = event.data;
      led = true;
      map.setView([lat, lng], zoom, { animate: false });
      led = false;
    };
  };

  const open = (bounds, padding) => {
    const [west, south, east, north] = bounds;
    fitting = true;
    first = map.getBoundsZoom([[home[1], home[0]], [home[3], home[2]]], false, L.point(12, 12));
    map.fitBounds([[south, west], [north, east]], { padding, animate: false });
    fitting = false;
    opened = [bounds, padding];
  };

  /* What a screen reader calls the map: its finding. */
  const name = said => {
    const box = map.getContainer();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", said);
  };

  const hatch = colour => {
    const box = document.createElement("div");
    box.innerHTML = '<svg width="0" height="0" style="position:absolute"><defs><pattern id="lp-hatch" width="7" height="7" ' +
      `patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.3" height="7" fill="${colour}"/>` +
      "</pattern></defs></svg>";
    document.body.appendChild(box);
  };

  return {
    base(made, spec) {
      map = made;
      labels = LP.labels(map);
      words = spec.words;
      home = spec.bounds;
      const still = (features, fill, line, weight) => shapes(features, { fillColor: fill, fillOpacity: 1, color: line, weight });
      still(outline("neighbours"), spec.neighbour, spec.border, 1).addTo(map);
      still(outline(1), spec.land, spec.line, 0.6).addTo(map);
      map.attributionControl.setPrefix("Leaflet");
      map.attributionControl.addAttribution(escape(spec.credit));
      L.control.scale({ imperial: false, position: "topright" }).addTo(map);
      map.createPane("density").style.cssText = "z-index: 420; pointer-events: none";  // over the land, under the signs
      for (const [latitude, longitude, name] of (window.LP_OUTLINES || {}).names || []) {
        const text = L.divIcon({ className: "", iconSize: null, html: `<span class="lp-region">${named(name)}</span>` });
        L.marker([latitude, longitude], { icon: text, interactive: false, keyboard: false }).addTo(map).region = true;
      }
      const box = map.getContainer(), focus = box.focus.bind(box);
      box.focus = () => focus({ preventScroll: true });  // else a press moves the page before the click is done
      open(spec.bounds, [6, 6]);
      // A frame gets its size bit by bit: until the view was moved, what the map opened with is fitted anew.
      map.on("resize", () => { if (opened) open(...opened); });
      map.on("movestart", () => { if (!fitting) opened = null; });
      hatch(spec.line);
      if (spec.tools) tools();
      if (spec.together) together(spec.together);
      map.on("click", pick);
      map.on("zoomend resize", () => labels.place());
      let later;
      map.on("moveend", () => { clearTimeout(later); later = setTimeout(tellView, 300); });
    },
    draw(group, specs, follow, fit, said) {
      name(said);
      const asked = JSON.stringify(fit);  // another part of the world is asked for: until then a reader's own view stays
      if (asked !== fitted) { if (fit) open(fit, [0, 0]); else open(home, [6, 6]); }
      fitted = asked;
      if (playing) { playing.stop(); playing = null; }
      picking = false;
      for (const spec of specs) draw[spec.kind](spec, group);
      labels.place();
      map.getContainer().classList.toggle("lp-picking", picking);
      if (follow !== following) told = undefined;
      following = follow;
      if (follow) setTimeout(tellView, 50);
    },
  };
})();
