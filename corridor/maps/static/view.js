// One view: the alternatives of a plan. Its state is which of them are on the map and which one is selected.

function makeView(shared, view) {
  const { map, layers, names, control } = shared;
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
      map.closePopup();
      for (const { group } of alternatives) {
        group.off('add remove', refresh);
        control.removeLayer(group);
        map.removeLayer(group);
      }
      markers.remove();
      lines.remove();
      panel.remove();
    },
  };
  const lines = makeLines(page);
  const markers = makeMarkers(page);
  const panel = makePanel(page);

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

  for (const alternative of alternatives) {
    const label = h('span', {}, badge(alternative), ` Alternative ${alternative.key}`);
    control.addOverlay(alternative.group, label.innerHTML);
    alternative.group.on('add remove', refresh);
  }
  refresh();
  return page;
}
