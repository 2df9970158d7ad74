/* Names beside base towns: each on a side where it covers no other name, and no sign where there is room.
   Those of a higher rank are placed first; a name without room is left to its town's tooltip until one zooms in. */
window.LP.labels = map => {
  "use strict";
  const GAP = 4;

  const rectangle = (x, y, width, height) => ({ left: x, top: y, right: x + width, bottom: y + height });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const inside = (own, size) => own.left >= 0 && own.top >= 0 && own.right <= size.x && own.bottom <= size.y;

  /* Right, left, above and below of a sign `wide` pixels wide. */
  const sides = ({ x, y }, wide, { offsetWidth: width, offsetHeight: height }) => [
    rectangle(x + wide / 2 + GAP, y - height / 2, width, height),
    rectangle(x - wide / 2 - GAP - width, y - height / 2, width, height),
    rectangle(x - width / 2, y - height - wide / 2, width, height),
    rectangle(x - width / 2, y + wide / 2, width, height),
  ];

  const marked = mark => {
    const found = [];
    map.eachLayer(layer => { if (layer[mark]) found.push(layer); });
    return found;
  };
  const point = marker => map.latLngToContainerPoint(marker.getLatLng());

  const place = () => {
    const size = map.getSize(), taken = [];
    const shown = marked("town").map(marker => ({ ...marker.town, at: point(marker),
                                                  text: marker.getElement().querySelector(".lp-label") }));
    const signs = shown.map(({ at, wide, high }) => rectangle(at.x - wide / 2, at.y - high / 2, wide, high));
    shown.forEach((own, i) => { own.others = signs.filter((_sign, j) => j !== i); });
    shown.sort((a, b) => b.rank - a.rank);  // stable: those drawn first come first
    for (const { at, wide, text, others } of shown) {
      const free = sides(at, wide, text).filter(side => !taken.some(other => meet(side, other)));
      const clear = free.filter(side => !others.some(sign => meet(side, sign)));
      const own = clear.find(side => inside(side, size)) || free.find(side => inside(side, size)) || free[0];
      text.style.visibility = own ? "" : "hidden";
      if (!own) continue;
      text.style.transform = `translate(${own.left - at.x}px, ${own.top - at.y}px)`;
      taken.push(own);
    }
    for (const marker of marked("region")) {  // the base map's own names give way
      const { x, y } = point(marker), text = marker.getElement().firstChild;
      const own = rectangle(x - text.offsetWidth / 2, y - text.offsetHeight / 2, text.offsetWidth, text.offsetHeight);
      text.style.visibility = taken.some(other => meet(own, other)) ? "hidden" : "";
    }
  };

  return {
    /* A town's name as a marker of its own: `wide` and `high` are the size of its signs in pixels. */
    add(where, html, { rank, wide, high }, group) {
      const icon = L.divIcon({ className: "", iconSize: null, iconAnchor: [0, 0], html });
      const marker = L.marker(where, { icon, interactive: false, keyboard: false });
      marker.town = { rank, wide, high };
      marker.addTo(group);
    },
    place() { setTimeout(place, 0); },  // what is drawn comes onto the map a moment later
  };
};
