// One view: the alternatives of a plan. Its state is which of them are on the map and which one is selected; what the
// reader changed of it is kept for the other views.

function makeView(shared, view) {
  const { map, names, control, kept } = shared;
  const { alternatives } = view;
  const page = {
    ...shared,
    view,
    alternatives,
    selected: alternatives.length === 1 ? 0 : null,
    isVisible: (alternative) => map.hasLayer(alternative.group),
    isDim: (alternative) => page.selected !== null && page.selected !== alternative.number,
    visible: () => alternatives.filter(page.isVisible),
    show: (alternative, wanted) => (wanted ? map.addLayer(alternative.group) : map.removeLayer(alternative.group)),
    select(wanted) {
      page.selected = wanted;
      if (wanted !== null && !page.isVisible(alternatives[wanted])) page.show(alternatives[wanted], true);
      refresh();
    },
    toggle: (wanted) => page.select(page.selected === wanted ? null : wanted),
    showAll() {
      page.selected = null;
      alternatives.forEach((alternative) => page.show(alternative, true));
      lines.refresh();
      shared.fit();
      refresh();
    },
    bounds: () => lines.bounds(),
    showGateway: (gateway) => markers.open(gateway),
    refreshNames() {
      const taken = [...controlsOf(map), ...markers.taken()];
      lines.drawBadges(taken);
      names.refresh(taken, lines.taken());
    },
    remove() {
      removed = true;
      keep();
      map.closePopup();
      for (const alternative of alternatives) {
        const { group } = alternative;
        group.off('add remove', refresh);
        control.removeLayer(group);
        map.removeLayer(group);
        // they hold this page: its lines, its panel
        Object.assign(alternative, { group: null, lines: null, paths: null });
      }
      markers.remove();
      lines.remove();
      panel.remove();
    },
  };
  const lines = makeLines(page);
  const markers = makeMarkers(page);
  const panel = makePanel(page);

  const ways = alternatives.map((alternative) => wayOf(alternative, alternatives));
  const opened = {};

  /** Put back what was chosen before, where it is here too. */
  function restore() {
    alternatives.forEach((alternative, i) => {
      if (kept.ticks.has(ways[i])) page.show(alternative, kept.ticks.get(ways[i]));
    });
    const like = alternatives.find((alternative, i) => ways[i] === kept.way && page.isVisible(alternative));
    if (like) page.selected = like.number;
    else if (page.selected !== null && !page.isVisible(alternatives[page.selected])) page.selected = null;
    opened.selected = page.selected;
    opened.visible = alternatives.map(page.isVisible);
  }

  /** Note what is not as it was when the view opened; one selected by itself counts where nothing else was. */
  function keep() {
    alternatives.forEach((alternative, i) => {
      const visible = page.isVisible(alternative);
      if (visible !== opened.visible[i]) kept.ticks.set(ways[i], visible);
    });
    const way = page.selected === null ? null : ways[page.selected];
    if (page.selected !== opened.selected || (kept.way === undefined && way !== null)) kept.way = way;
  }

  let pending = false;
  let removed = false;
  function refresh() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      if (removed) return;
      if (page.selected !== null && !page.isVisible(alternatives[page.selected])) page.selected = null;
      lines.refresh();
      markers.refresh();
      panel.refresh();
      page.refreshNames();
    });
  }

  restore();
  for (const alternative of alternatives) {
    const label = h('span', {}, badge(alternative), ` Alternative ${alternative.key}`);
    control.addOverlay(alternative.group, label.innerHTML);
    alternative.group.on('add remove', refresh);
  }
  refresh();
  return page;
}
