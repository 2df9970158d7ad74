/* A chart as SVG, drawn anew for each width: columns, stacked, bars (lying) or lines; unknown values leave a gap. */
Brief.chart = (holder, { kind, categories, unit, series, lang }, say) => {
  const SVG = "http://www.w3.org/2000/svg", TICKS = 4, HEIGHT = 270, ROW = 26;
  const off = new Set(), lying = kind === "bars";
  let chosen = -1, marks = [];

  const made = (tag, attributes, parent, text) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return parent.appendChild(element);
  };
  const html = (tag, className, parent, text = "") => {
    const element = document.createElement(tag);
    Object.assign(element, { className, textContent: text });
    return parent.appendChild(element);
  };
  const shown = () => series.filter(own => !off.has(own.name));
  const known = value => value !== null && value !== undefined;
  const number = value => new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 }).format(value);

  const sums = i => {
    const own = shown().map(one => one.values[i]).filter(known);
    return [own.filter(v => v > 0).reduce((a, b) => a + b, 0), own.filter(v => v < 0).reduce((a, b) => a + b, 0)];
  };
  const extent = () => {
    const values = kind === "stacked" ? categories.flatMap((_name, i) => sums(i))
                                      : shown().flatMap(own => own.values.filter(known));
    return [Math.min(0, ...values), Math.max(0, ...values)];
  };
  const nice = span => {
    const rough = (span || 1) / TICKS, power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].find(factor => factor * power >= rough) * power;
  };
  const scale = (from, to) => {
    const [least, most] = extent(), step = nice(most - least);
    const low = Math.floor(least / step) * step, high = Math.max(Math.ceil(most / step), 1) * step;
    const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_none, i) => low + i * step);
    return { ticks, at: value => from + (value - low) / (high - low) * (to - from) };
  };

  const tip = html("div", "chart-tip", holder);
  tip.setAttribute("role", "status");
  const choose = i => {
    chosen = i;
    marks.forEach((mark, at) => mark.classList.toggle("on", at === i));
    tip.replaceChildren();
    if (i < 0) return;
    html("b", "", tip, categories[i]);
    for (const own of shown()) html("span", "", tip, `${own.name}: ${own.texts[i]}`);
  };

  /* A band over each category takes the pointer, and shows which one is chosen. */
  const bands = (svg, at, size, length, start) => categories.map((_name, i) => {
    const box = lying ? { x: start, width: length, y: at(i), height: size } : { x: at(i), width: size, y: start, height: length };
    const band = made("rect", { ...box, class: "band" }, svg);
    band.addEventListener("pointerenter", () => choose(i));
    band.addEventListener("click", () => choose(i));
    return band;
  });
  const bar = (svg, colour, along, across, size, zero) => {
    const from = Math.min(along, zero), length = Math.max(Math.abs(along - zero), 0.5);
    made("rect", { ...(lying ? { x: from, width: length, y: across, height: size }
                             : { y: from, height: length, x: across, width: size }),
                   fill: colour, class: "value" }, svg);
  };
  const values = (svg, y, at, size) => {
    const own = shown(), pad = size * 0.12;
    if (kind === "lines") return lines(svg, y, i => at(i) + size / 2);
    categories.forEach((_name, i) => {
      const edges = [0, 0];
      own.forEach((one, j) => {
        const value = one.values[i];
        if (!known(value)) return;
        if (kind !== "stacked") {
          const thick = (size - 2 * pad) / own.length;
          bar(svg, one.colour, y(value), at(i) + pad + j * thick, thick, y(0));
        } else if (value) {
          const side = value > 0 ? 0 : 1, from = edges[side];
          edges[side] += value;
          bar(svg, one.colour, y(edges[side]), at(i) + pad, size - 2 * pad, y(from));
        }
      });
    });
  };
  const lines = (svg, y, x) => {
    for (const { values: own, colour } of shown()) {
      const path = own.map((v, i) => known(v) ? `${i && known(own[i - 1]) ? "L" : "M"}${x(i)} ${y(v)}` : "").join("");
      if (path) made("path", { d: path, fill: "none", stroke: colour, "stroke-width": 2, class: "value" }, svg);
      own.forEach((v, i) => {
        if (known(v)) made("circle", { cx: x(i), cy: y(v), r: own.length > 40 ? 1.5 : 3, fill: colour }, svg);
      });
    }
  };

  const upright = width => {
    const svg = made("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` }, plot);
    const left = 44, top = 24, bottom = HEIGHT - 26, size = (width - left - 6) / Math.max(categories.length, 1);
    const { ticks, at: y } = scale(bottom, top), x = i => left + i * size;
    made("text", { x: 0, y: 12, class: "unit" }, svg, unit);
    for (const tick of ticks) {
      made("line", { x1: left, x2: width - 6, y1: y(tick), y2: y(tick), class: tick ? "rule" : "zero" }, svg);
      made("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, svg, number(tick));
    }
    const longest = Math.max(...categories.map(name => name.length), 1) * 7 + 12;
    const every = Math.max(1, Math.ceil(longest / size));
    categories.forEach((name, i) => {
      if (i % every) return;
      const most = Math.floor((size * every - 4) / 6.4);
      const cut = name.length > most ? name.slice(0, Math.max(most - 1, 1)) + "…" : name, half = cut.length * 3.4;
      const middle = Math.min(x(i) + size / 2, width - half);
      made("text", { x: middle, y: bottom + 17, "text-anchor": "middle" }, svg, cut);
    });
    marks = bands(svg, x, size, bottom - top, top);
    values(svg, y, x, size);
    return svg;
  };
  const across = width => {
    const height = 40 + categories.length * ROW * Math.max(1, shown().length * 0.7);
    const svg = made("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, plot);
    const left = Math.min(Math.max(...categories.map(name => name.length), 4) * 7 + 10, width * 0.42), right = 50;
    const size = (height - 40) / Math.max(categories.length, 1), y = i => 22 + i * size;
    const { ticks, at: x } = scale(left, width - right), most = Math.floor((left - 8) / 6.6);
    made("text", { x: 0, y: 12, class: "unit" }, svg, unit);
    for (const tick of ticks) {
      made("line", { x1: x(tick), x2: x(tick), y1: 20, y2: height - 16, class: tick ? "rule" : "zero" }, svg);
      made("text", { x: x(tick), y: height - 3, "text-anchor": "middle" }, svg, number(tick));
    }
    marks = bands(svg, y, size, width, 0);
    values(svg, x, y, size);
    categories.forEach((name, i) => {
      const cut = name.length > most ? name.slice(0, most - 1) + "…" : name, middle = y(i) + size / 2 + 4;
      made("text", { x: left - 6, y: middle, "text-anchor": "end" }, svg, cut);
      const [only] = shown();
      if (shown().length !== 1) return;
      const end = known(only.values[i]) ? x(Math.max(only.values[i], 0)) : x(0);
      made("text", { x: end + 5, y: middle, class: "figure" }, svg, only.texts[i]);
    });
    return svg;
  };

  const legend = series.length > 1 ? html("div", "chart-key", holder) : null;
  for (const own of legend ? series : []) {
    const button = html("button", "", legend);
    button.type = "button";
    button.title = say.by_name;
    button.setAttribute("aria-pressed", "true");
    made("rect", { width: 12, height: 12, rx: 2, fill: own.colour }, made("svg", { width: 12, height: 12 }, button));
    html("bdi", "", button, own.name);
    button.addEventListener("click", () => {
      if (!off.delete(own.name)) off.add(own.name);
      button.setAttribute("aria-pressed", String(!off.has(own.name)));
      draw();
    });
  }
  const plot = html("div", "plot", holder);
  holder.append(tip);
  plot.tabIndex = 0;
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", holder.getAttribute("aria-label"));
  plot.addEventListener("keydown", event => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || !categories.length) return;
    choose((Math.max(chosen, by > 0 ? -1 : 0) + by + categories.length) % categories.length);
    event.preventDefault();
    event.stopPropagation();
  });
  const draw = () => {
    plot.replaceChildren();
    const width = Math.max(Math.floor(plot.clientWidth), 220);
    (lying ? across : upright)(width);
    choose(Math.min(chosen, categories.length - 1));
  };
  draw();
  return { fit: draw };
};
