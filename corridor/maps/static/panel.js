// The panel: what was asked, the comparison, the selected alternative, the legend, the sources.

const COLUMNS = ['distance', 'time', 'cost', 'co2e'];

function modeSign(mode, thin) {
  const line = svg('path', { d: 'M1 6h34', class: `line ${mode}`, 'stroke-width': thin ? 1.4 : 3,
    'stroke-dasharray': DASHES[mode], 'stroke-linecap': mode === 'rail' ? 'butt' : 'round' });
  return svg('svg', { viewBox: '0 0 36 12', class: 'mode-sign', 'aria-hidden': 'true' }, line);
}

function bestOf(alternatives, value) {
  const values = alternatives.map(value).filter((item) => item !== null);
  return unique(values).length > 1 ? Math.min(...values) : null;
}

function valueOf(measure) {
  return ({ totals }) => (totals[measure] ? totals[measure][0] : null);
}

function overBest(value, best) {
  if (best === null || value === null) return null;
  if (value === best) return h('span', { class: 'delta' }, 'best');
  return best > 0 ? h('span', { class: 'delta' }, `+${grouped((100 * (value - best)) / best)}${NARROW}%`) : null;
}

function totalCell(alternative, measure, best) {
  const list = alternative.totals[measure];
  if (!list) return h('td', { class: 'no-data' }, 'no data');
  const how = MEASURES[measure];
  const isBest = list[0] === best;
  const range = list[3] === 'assumed' ? rangeText(list, how) : '';
  return h('td', {},
    h('span', { class: `value ${isBest ? 'best' : ''}`, title: basisText(list) }, valueText(list, how)),
    overBest(list[0], best),
    range ? h('span', { class: 'range' }, range) : null);
}

function modesText(alternative) {
  const km = {};
  for (const leg of alternative.legs) km[leg.mode] = (km[leg.mode] || 0) + leg.distance[0];
  return Object.entries(km).map(([mode, length]) => `${mode} ${brief(length)}${NARROW}km`).join(' · ');
}

function alternativeRows(alternative, bests, page) {
  const { key, number, label, totals, around, blocked } = alternative;
  const box = h('input', { type: 'checkbox', checked: true, 'aria-label': `Show ${key} on the map`,
    onchange: () => page.show(alternative, box.checked) });
  const countries = around.map((code) => page.data.countries[code]).join(' – ');
  const pick = h('button', { type: 'button', class: 'pick', 'aria-pressed': 'false',
    onclick: () => page.toggle(number) }, named(label));
  const body = h('tbody', { class: `alternative alt-${alternative.hue}`, 'data-key': key },
    h('tr', {}, h('th', { scope: 'rowgroup', colspan: 5 }, h('div', { class: 'head' }, box, badge(alternative),
      h('div', {}, pick,
        h('span', { class: 'quiet' }, modesText(alternative), blocked ? h('span', { class: 'tag' }, 'blocked') : null),
        countries ? h('span', { class: 'quiet' }, 'way round through ', named(countries)) : null)))),
    h('tr', { class: 'figures', onclick: () => page.toggle(number) },
      COLUMNS.map((measure) => totalCell(alternative, measure, bests[measure])),
      h('td', {}, h('span', { class: `value ${totals.borders === bests.borders ? 'best' : ''}` }, String(totals.borders)),
        overBest(totals.borders, bests.borders))));
  const details = h('td', { colspan: 5, class: 'details' });
  body.append(h('tr', {}, details));
  return { body, box, pick, details };
}

/** A column's head, which sorts the alternatives by it, those without a figure last. */
function sortHead(measure, rows, page) {
  const value = measure === 'borders' ? ({ totals }) => totals.borders : valueOf(measure);
  const rank = (alternative) => value(alternative) ?? Infinity;
  const sort = () => {
    const table = head.closest('table');
    const order = page.alternatives.slice().sort((a, b) => rank(a) - rank(b) || a.number - b.number);
    table.append(...order.map(({ number }) => rows[number].body));
    table.querySelectorAll('thead th').forEach((other) => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', 'ascending');
  };
  const text = measure === 'borders' ? measure : MEASURES[measure].head;
  const head = h('th', { scope: 'col' }, h('button', { type: 'button', onclick: sort, title: 'Sort' }, text));
  return head;
}

function legend(data) {
  const entry = (sign, text) => h('li', {}, sign, h('span', {}, text));
  return h('ul', { class: 'legend' },
    Object.entries(MODES).map(([mode, text]) => entry(modeSign(mode), text)),
    data.legs.some((leg) => leg.planned)
      ? entry(modeSign('planned'), 'Planned link, taken as built') : null,
    data.legs.some((leg) => leg.schematic)
      ? entry(modeSign('road', true), 'Thin: shape not known (straight over 25 km)') : null,
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

function makePanel(page) {
  const { data, view } = page;
  const panel = document.getElementById('corridor-panel');
  const bests = Object.fromEntries(COLUMNS.map((measure) => [measure, bestOf(page.alternatives, valueOf(measure))]));
  bests.borders = bestOf(page.alternatives, ({ totals }) => totals.borders);
  const rows = page.alternatives.map((alternative) => alternativeRows(alternative, bests, page));
  const hint = h('p', { class: 'quiet hint' }, 'Select an alternative, here or on the map, for its legs and stops.');
  const names = view.sequence.join(' – ');
  const grip = h('button', { type: 'button', class: 'grip', 'aria-label': 'Show or hide the panel',
    onclick: () => page.toggleSheet() });
  const wide = h('button', { type: 'button', onclick: () => page.showAll() }, 'Show all');
  const theme = h('button', { type: 'button', 'aria-label': 'Light or dark', onclick: () => page.toggleTheme() }, '◐');
  const asked = [`as of ${view.asOf}`, `${brief(view.cargo)}${NARROW}t`, view.travel, `least ${view.objective}`,
    view.scenario && `scenario ${view.scenario}`].filter(Boolean).join(' · ');
  const heads = [...COLUMNS, 'borders'].map((measure) => sortHead(measure, rows, page));

  panel.append(
    grip,
    h('header', {},
      h('h1', {}, named(view.ends)), h('div', { class: 'buttons' }, wide, theme),
      h('p', { class: 'asked' }, h('span', { class: 'sequence' }, named(names)), ' ', h('span', { class: 'quiet' }, named(asked)))),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Comparison and details' },
      view.warnings.length
        ? h('div', { class: view.blocked ? 'banner blocked' : 'banner', role: 'note' },
          view.blocked ? h('strong', {}, 'Blocked. ') : null, list(view.warnings.map(named)))
        : view.blocked ? h('div', { class: 'banner blocked', role: 'note' }, h('strong', {}, 'Blocked today.')) : '',
      h('table', { class: 'comparison' },
        h('caption', { class: 'hidden' }, 'Alternatives compared'),
        h('thead', {}, h('tr', {}, heads)),
        rows.map(({ body }) => body)),
      hint,
      section('Legend', legend(page.data)),
      data.sources.length
        ? section('Sources', h('ol', { class: 'sources' }, data.sources.map(([title, publisher, year]) =>
          h('li', {}, named(title), ...[publisher, year].filter(Boolean).flatMap((part) => [', ', named(part)])))))
        : '',
      h('p', { class: 'quiet' }, 'Borders and names are drawn as the data have them and say nothing on the status of any territory.')),
  );

  let detailed = null;

  function drawDetails() {
    hint.hidden = page.selected !== null;
    if (detailed === page.selected) return;
    rows.forEach(({ details }) => details.replaceChildren());
    detailed = page.selected;
    if (detailed === null) return;
    const alternative = page.alternatives[detailed];
    const { body, details } = rows[detailed];
    details.append(
      alternative.schematic >= 0.01 ? h('p', { class: 'quiet' },
        `${Math.round(100 * alternative.schematic)} % of the way by land is drawn schematically.`) : '',
      alternative.warnings.length ? list(alternative.warnings.map(named), 'warnings') : '',
      legsTable(alternative, page),
    );
    body.rows[0].scrollIntoView({ block: 'nearest' });
  }

  return {
    remove: clearPanel,
    refresh() {
      page.alternatives.forEach((alternative, i) => {
        const chosen = page.selected === alternative.number;
        rows[i].box.checked = page.isVisible(alternative);
        rows[i].pick.setAttribute('aria-pressed', String(chosen));
        rows[i].body.classList.toggle('chosen', chosen);
      });
      drawDetails();
    },
  };
}
