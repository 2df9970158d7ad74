/* Words on a map: each where it covers no other, the most important first, the short ones where the long have no room. */
"use strict";
window.Brief = {};
Brief.labels = map => {
  const own = [], GAP = 2, APART = 12;  // a figure right beside a name would be read as that name's

  const meet = (a, b, gap) => a.left < b.right + gap && b.left < a.right + gap
    && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
  const box = ({ x, y }, width, height) =>
    ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  const inside = (a, size) => a.left >= 0 && a.top >= 0 && a.right <= size.x && a.bottom <= size.y;

  /* Centred at its point, or beside the sign of a town: right, left, above, below. */
  const spots = (at, label, { offsetWidth: width, offsetHeight: height }) => {
    if (!label.wide) return [box(at, width, height)];
    const across = (label.wide + width) / 2 + 3, down = (16 + height) / 2;
    return [[across, 0], [-across, 0], [0, -down], [0, down]]
      .map(([x, y]) => box({ x: at.x + x, y: at.y + y }, width, height));
  };

  const placed = (label, taken, size) => {
    const at = map.latLngToContainerPoint(label.where);
    for (const text of label.texts) {
      label.element.textContent = text;
      const free = spots(at, label, label.element).find(a => inside(a, size) && !taken.some(b => b.of !== label && meet(a, b, label.wide && b.of.wide ? GAP : APART)));
      if (free) return { ...free, x: free.left - at.x, y: free.top - at.y };
    }
    return null;
  };

  const place = () => {
    const size = map.getSize();
    const taken = own.filter(label => label.wide)
      .map(label => ({ ...box(map.latLngToContainerPoint(label.where), label.wide, 16), of: label }));
    for (const label of own) {
      const free = placed(label, taken, size);
      label.element.classList.toggle("hidden", !free);
      if (!free) continue;
      label.element.style.transform = `translate(${free.x}px, ${free.y}px)`;
      taken.push({ ...free, of: label });
    }
  };

  return {
    /* `texts` from the fullest to the shortest; `wide` pixels of a town's signs, 0 for words centred at their point. */
    add(where, texts, wide) {
      const element = document.createElement("bdi");
      element.className = wide ? "label" : "label figure";
      const icon = L.divIcon({ className: "", html: element, iconSize: [0, 0] });
      L.marker(where, { icon, interactive: false, keyboard: false }).addTo(map);
      own.push({ where, element, wide, texts: texts.filter((text, i) => text && texts.indexOf(text) === i) });
    },
    place,
  };
};
