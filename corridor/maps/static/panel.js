// The panel: what was asked, the comparison, the chart, the selected alternative, downloads, legend, sources.

function modeSign(mode, kind = '') {
  const line = (name, more) => svg('path', { d: 'M1 6h34', class: name, 'stroke-width': 3, ...more });
  return svg('svg', { viewBox: '0 0 36 12', class: 'mode-sign', 'aria-hidden': 'true' }, mode === 'rail' ? line('bed') : null,
    line(`line ${mode} ${kind}`, { 'stroke-dasharray': DASHES[mode], 'stroke-linecap': mode === 'rail' ? 'butt' : 'round' }));
}

function legend(data) {
  const entry = (sign, text) => h('li', {}, sign, h('span', {}, text));
  return h('ul', { class: 'legend' },
    Object.entries(MODES).map(([mode, text]) => entry(modeSign(mode), text)),
    data.legs.some((leg) => leg.planned)
      ? entry(modeSign('planned'), 'Planned link, taken as built') : null,
    data.legs.some((leg) => leg.schematic)
      ? entry(modeSign('road', 'schematic'), 'Pale: shape not known (straight over 25 km)') : null,
    entry(shapeSign('crossing'), 'Border crossing'),
    entry(shapeSign('crossing', 'closed'), 'Closed'),
    entry(shapeSign('crossing', 'restricted'), 'Restricted'),
    entry(shapeSign('terminal'), 'Terminal'),
    entry(shapeSign('port'), 'Port'),
    entry(shapeSign('crossing', 'unchosen'), 'Not chosen'),
    entry(h('span', { class: 'value best' }, 'best'), 'Lowest'),
    entry(h('span', {}, '~'), 'Assumed'));
}

function list(items, className) {
  return h('ul', { class: className }, items.map((item) => h('li', {}, item)));
}

function section(title, ...content) {
  return h('section', {}, h('h2', {}, title), content);
}

function banner({ warnings, blocked }) {
  if (!warnings.length && !blocked) return null;
  return h('div', { class: blocked ? 'banner blocked' : 'banner', role: 'note' },
    blocked ? h('strong', {}, warnings.length ? 'Blocked. ' : 'Blocked today.') : null,
    warnings.length ? list(warnings.map(named)) : null);
}

function sourceList({ sources }) {
  const publishers = unique(sources.map(([, publisher]) => publisher).filter(Boolean));
  return sources.length ? [
    h('div', { class: 'on-screen' }, section('Sources', h('ol', { class: 'sources' }, sources.map(([title, ...rest], i) =>
      h('li', { id: `source-${i + 1}`, tabindex: -1 }, named(title), rest.filter(Boolean).map((part) => [', ', named(part)])))))),
    h('p', { class: 'on-paper quiet' }, `${sources.length} sources, of: `, named(publishers.join('; '))),
  ] : null;
}

function totalsText({ totals, blocked }) {
  const texts = ['distance', 'time', 'cost'].map((measure) => withUnit(totals[measure], measure));
  return [...texts, ...(blocked ? ['blocked'] : [])].join(', ');
}

function makePanel(page) {
  const { data, view } = page;
  const panel = document.getElementById('corridor-panel');
  const comparison = makeTable(page);
  const chart = makeChart(page);
  const said = h('p', { class: 'hidden', 'aria-live': 'polite' });
  const hint = h('p', { class: 'quiet hint on-screen' });
  const shown = h('p', { class: 'quiet shown-of' });
  const details = h('div', { class: 'details on-screen', tabindex: -1 });
  const toDetails = () => {
    details.scrollIntoView();
    details.focus({ preventScroll: true });
  };
  const buttons = h('div', { class: 'buttons' },
    button({ onclick: () => page.showAll() }, 'Show all'),
    button({ 'aria-label': 'Light or dark', onclick: () => page.toggleTheme() }, '◐'));
  const asked = [`as of ${view.asOf}`, `${brief(view.cargo)}${NARROW}t`, view.travel, `least ${view.objective}`,
    view.scenario && `scenario ${view.scenario}`].filter(Boolean).join(' · ');

  const parts = [
    makeGrip(),
    h('header', {},
      h('h1', {}, named(view.ends)), buttons,
      h('p', { class: 'asked' }, h('span', { class: 'sequence' }, named(view.sequence.join(' – '))), ' ',
        h('span', { class: 'quiet' }, named(asked)))),
    said,
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Comparison and details' },
      banner(view), shown, comparison.table, h('p', { class: 'quiet more-rows on-paper' }), hint, chart.element, details, downloads(page),
      h('div', { class: 'on-screen' }, section('Legend', legend(data))),
      sourceList(data) || '',
      h('p', { class: 'quiet' }, 'Borders and names are drawn as the data have them and say nothing on the status of any territory.')),
  ];
  panel.append(...parts);
  skipLink();
  const unlisten = deselectByEscape(page);

  /** How many are on the map, and how to get the rest. */
  function drawShown() {
    const all = page.alternatives.length, on = page.visible().length, words = `${on} of ${all} on the map`;
    if (shown.title === words) return;
    shown.title = words;
    shown.replaceChildren(...(on === all ? [] : [words, ' ',
      button({ class: 'link on-screen', onclick: () => page.showAll() }, `Show the other ${all - on}`)]));
  }

  let detailed;

  function drawDetails() {
    if (detailed === page.selected) return;
    const before = page.alternatives[detailed];
    detailed = page.selected;
    details.replaceChildren();
    if (detailed === null) {
      hint.replaceChildren('Select an alternative, here or on the map, for its legs and stops.');
      said.textContent = before ? `${before.key} no longer selected` : '';
      return;
    }
    const alternative = page.alternatives[detailed];
    details.append(detailsOf(alternative, page));
    hint.replaceChildren(button({ class: 'link', onclick: toDetails }, `Legs and stops of ${alternative.key}`));
    said.textContent = `${alternative.key} selected: ${totalsText(alternative)}`;
    comparison.reveal(detailed);
  }

  return {
    remove() {
      unlisten();
      chart.remove();
      parts.forEach((part) => part.remove());
    },
    refresh() {
      comparison.refresh();
      chart.refresh();
      drawShown();
      drawDetails();
    },
  };
}
