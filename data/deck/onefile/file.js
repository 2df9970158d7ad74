/* What the file does when it opens: unpacks, draws what comes into sight, sorts tables and turns pages. */
(() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const unpacked = async id => {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent), letter => letter.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /* Tables: numbers by their value, words by the alphabet; what is unknown stands last either way. */
  const sorted = (table, column, down) => {
    const cells = row => row.cells[column], body = table.tBodies[0];
    const known = cell => cell.dataset.order !== undefined || cell.textContent.trim() !== "–";
    const compared = (a, b) => a.dataset.order !== undefined && b.dataset.order !== undefined
      ? Number(a.dataset.order) - Number(b.dataset.order) : collator.compare(a.textContent, b.textContent);
    body.append(...[...body.rows].sort((one, other) => {
      const a = cells(one), b = cells(other);
      return known(b) - known(a) || (down ? -1 : 1) * compared(a, b);
    }));
  };
  const sortable = table => [...table.tHead.rows[0].cells].forEach((cell, column) => {
    cell.querySelector("button")?.addEventListener("click", () => {
      const down = cell.getAttribute("aria-sort") === "ascending"
        || (!cell.hasAttribute("aria-sort") && cell.classList.contains("n"));
      [...table.tHead.rows[0].cells].forEach(other => other.removeAttribute("aria-sort"));
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      sorted(table, column, down);
    });
  });

  /* Pages: the one that stands below the bar is the present one. */
  const pages = all("section.page"), contents = document.getElementById("contents");
  const bar = document.querySelector("header.bar");
  const present = () => {
    const line = bar.getBoundingClientRect().bottom + innerHeight * 0.25;
    return Math.max(pages.findLastIndex(page => page.getBoundingClientRect().top <= line), 0);
  };
  const turn = to => {
    const page = pages[Math.min(Math.max(to, 0), pages.length - 1)];
    page.scrollIntoView();
    page.focus({ preventScroll: true });
  };
  const turning = () => {
    if (!contents) return;
    contents.addEventListener("change", () => turn(Number(contents.value) - 1));
    for (const [id, by] of [["before", -1], ["next", 1]]) {
      document.getElementById(id).addEventListener("click", event => { event.preventDefault(); turn(present() + by); });
    }
    addEventListener("scroll", () => { contents.value = String(present() + 1); }, { passive: true });
    addEventListener("keydown", event => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const busy = event.target.closest("input, select, .leaflet-container, .plot") || event.target.matches(".long");
      if (!by || busy || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      turn(present() + by);
    });
  };

  const drawing = figures => {
    const drawn = new Map();
    const draw = holder => {
      if (drawn.has(holder)) return;
      const page = figures.pages[holder.dataset.page - 1], answer = document.getElementById(`answer-${holder.dataset.page}`);
      drawn.set(holder, holder.classList.contains("map")
        ? Brief.map(holder, page.map, figures.outlines, figures.say, text => { answer.textContent = text; })
        : Brief.chart(holder, { ...page.charts[holder.dataset.chart], lang: figures.lang }, figures.say));
      holder.dataset.drawn = "true";
    };
    const holders = all(".map, .chart");
    const seen = new IntersectionObserver(found => found.filter(one => one.isIntersecting)
      .forEach(one => { seen.unobserve(one.target); draw(one.target); }), { rootMargin: "400px" });
    holders.forEach(holder => seen.observe(holder));
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      drawn.forEach(own => own.fit());
    });
    const fit = () => {
      all("details.table").forEach(own => { own.open = true; });  // paper has no way to open them
      holders.forEach(draw);
      drawn.forEach(own => own.fit());
    };
    addEventListener("beforeprint", fit);
    matchMedia("print").addEventListener("change", fit);
  };

  all("table").forEach(sortable);
  turning();
  const old = () => { document.getElementById("old").hidden = false; };
  if (!window.DecompressionStream || !window.IntersectionObserver) return old();
  Promise.all([unpacked("leaflet"), unpacked("figures")]).then(([library, figures]) => {
    document.head.appendChild(document.createElement("script")).textContent = library;
    drawing(JSON.parse(figures));
  });
})();
