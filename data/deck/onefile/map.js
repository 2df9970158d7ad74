/* A page's map with Leaflet: outlines, layers as short lists, and shapes that answer a click or a key with figures. */
Brief.map = (holder, drawn, outlines, say, answered) => {
  const map = L.map(holder, { zoomSnap: 0.25, attributionControl: false, zoomControl: false, maxZoom: 12 });
  const labels = Brief.labels(map), askable = [];
  const line = { color: "var(--quiet)", weight: 0.8 };

  const described = (name, lines) => {
    const element = document.createElement("div");
    for (const [tag, text] of [["b", name], ...lines.map(own => ["span", own])]) {
      if (text) element.appendChild(document.createElement(tag)).textContent = text;
    }
    return element;
  };
  const answer = (layer, where, name, lines) => {
    answered([name, ...lines].filter(Boolean).join(" · "));
    layer.closeTooltip();
    L.popup({ maxWidth: 240, autoPanPadding: [8, 8] }).setLatLng(where).setContent(described(name, lines)).openOn(map);
  };

  /* One shape a map is reached by Tab, the others from it by the arrow keys. */
  const step = (at, by) => {
    const next = askable[(at + by + askable.length) % askable.length];
    askable.forEach(element => element.setAttribute("tabindex", element === next ? 0 : -1));
    next.focus();
  };
  const BY = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const asks = (layer, where, name, lines) => {
    if (!name && !lines.length) return;
    if (!L.Browser.mobile) layer.bindTooltip(described(name, lines), { sticky: true });
    layer.on("click", event => answer(layer, event.latlng, name, lines));
    layer.on("add", () => {
      const element = layer.getElement(), at = askable.push(element) - 1;
      element.setAttribute("tabindex", at ? -1 : 0);
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", [name, ...lines].join(", "));
      element.addEventListener("keydown", event => {
        if (event.key in BY) step(at, BY[event.key]);
        else if (event.key === "Enter" || event.key === " ") answer(layer, where(), name, lines);
        else return;
        event.preventDefault();
        event.stopPropagation();
      });
    });
  };
  const middle = layer => () => layer.getBounds().getCenter();
  const plain = (rings, style) => L.polygon(rings, { interactive: false, ...style }).addTo(map);
  const ground = (number, style) => outlines[number].forEach(([, , rings]) => plain(rings, style));

  const draw = {
    Areas({ outlines: number, rows }) {
      for (const [area, named, rings] of outlines[number]) {
        if (!rows[area]) continue;
        const [colour, hatch, name, lines] = rows[area];
        const style = { color: "var(--outline)", weight: 0.8, fillColor: colour, fillOpacity: 1, className: "area" };
        const layer = L.polygon(rings, style);
        asks(layer, middle(layer), name || named, lines);
        layer.addTo(map);
        if (hatch >= 0) plain(rings, { stroke: false, fillColor: `url(#hatch-${hatch})`, fillOpacity: 1 });
      }
    },
    Borders({ outlines: number }) { ground(number, { fill: false, color: "var(--quiet)", weight: 1.2 }); },
    Circles({ rows }) {
      for (const [latitude, longitude, radius, exact, colour, name, lines] of rows) {
        const layer = L.circleMarker([latitude, longitude], {
          radius, color: colour, fillColor: colour, weight: exact ? 1 : 1.4, fillOpacity: exact ? 0.55 : 0.08,
          dashArray: exact ? null : "3 2", className: "place",
        });
        asks(layer, () => layer.getLatLng(), name, lines);
        layer.addTo(map);
      }
    },
    Cells({ rows }) {
      for (const [ring, colour, name, lines] of rows) {
        const style = { fillColor: colour, fillOpacity: 1, color: "var(--outline)", weight: 0.5, className: "cell" };
        const layer = L.polygon(ring, style);
        asks(layer, middle(layer), name, lines);
        layer.addTo(map);
      }
    },
    Raster({ image, bounds }) { L.imageOverlay(image, bounds, { pane: "raster", alt: "" }).addTo(map); },
    Rings({ rows }) {
      for (const rings of rows) {
        plain(rings, { color: "var(--action)", weight: 1.1, dashArray: "5 4", fillOpacity: 0.1 });
      }
    },
    Signs({ rows }) {
      for (const [latitude, longitude, signs, name, told, lines] of rows) {
        const element = document.createElement("span"), wide = 15 * signs.length;
        element.className = "signs";
        for (const [kind, sign] of signs) {
          const drawn = element.appendChild(document.createElement("span"));
          drawn.className = `sign-${kind}`;
          drawn.textContent = sign;
        }
        const icon = L.divIcon({ className: "town", html: element, iconSize: [wide, 18] });
        const layer = L.marker([latitude, longitude], { icon, keyboard: false });
        asks(layer, () => layer.getLatLng(), told, lines);
        layer.addTo(map);
        if (name) labels.add([latitude, longitude], [name], wide);
      }
    },
    Labels({ rows }) {
      for (const [latitude, longitude, text, short] of rows) labels.add([latitude, longitude], [text, short], 0);
    },
  };

  map.createPane("raster").classList.add("raster");
  map.fitBounds(drawn.bounds, { padding: [6, 6], animate: false });
  ground(drawn.around, { color: "var(--line)", weight: 0.8, fillColor: "var(--neighbour)", fillOpacity: 1 });
  ground(drawn.land, { ...line, fillColor: "var(--land)", fillOpacity: 1 });
  drawn.layers.forEach(layer => draw[layer.kind](layer));
  L.control.zoom({ zoomInTitle: say.zoom_in, zoomOutTitle: say.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  L.control.attribution({ prefix: "Leaflet", position: "bottomright" }).addTo(map);
  const north = L.control({ position: "topright" });
  north.onAdd = () => {
    const element = L.DomUtil.create("div", "north");
    Object.assign(element, { textContent: "↑ N", title: say.north });
    return element;
  };
  north.addTo(map);
  map.on("zoomend resize", labels.place);
  map.scrollWheelZoom.disable();  // the wheel turns the page; it zooms once the map was clicked
  map.on("click focus", () => map.scrollWheelZoom.enable());
  map.on("mouseout", () => map.scrollWheelZoom.disable());
  labels.place();
  return { fit() { map.invalidateSize({ animate: false }); map.fitBounds(drawn.bounds, { padding: [6, 6], animate: false }); labels.place(); } };
};
