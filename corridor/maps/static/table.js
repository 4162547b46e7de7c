// The comparison: a row an alternative, the open ways round apart; sorted by any column, up or down.

const COLUMNS = ['distance', 'time', 'cost', 'co2e'];
const COMPARED = [...COLUMNS, 'borders'];

function valueOf(measure) {
  return ({ totals }) => (measure === 'borders' ? totals.borders : totals[measure] ? totals[measure][0] : null);
}

/** Those that may be the best: closed is infeasible and not slow, so the open ones, or all where none is open. */
function contenders(alternatives) {
  const open = alternatives.filter(({ blocked }) => !blocked);
  return open.length ? open : alternatives;
}

/** The lowest value of those that may be the best, null where all have the same. */
function bestOf(alternatives, value) {
  const known = (some) => some.map(value).filter((item) => item !== null);
  const fit = known(contenders(alternatives));
  return fit.length && unique(known(alternatives)).length > 1 ? Math.min(...fit) : null;
}

/** How far a value is over the best, or under it where it is blocked: in percent, borders by their number. */
function overBest(measure, value, best) {
  const inNumber = measure === 'borders';
  if (best === null || value === null || (best <= 0 && !inNumber)) return null;
  const over = inNumber ? value - best : (100 * (value - best)) / best;
  return `${over > 0 ? '+' : over < 0 ? '−' : '±'}${grouped(Math.abs(over))}${inNumber ? '' : `${NARROW}%`}`;
}

function columnOf(measure) {
  return `grid-column: ${COMPARED.indexOf(measure) + 2}`;
}

function totalCell(alternative, measure, best, contends) {
  const value = valueOf(measure)(alternative);
  const isBest = value !== null && value === best && contends;
  const list = alternative.totals[measure];
  const cell = { role: 'cell', style: columnOf(measure) };
  if (value === null) return h('td', { ...cell, class: 'no-data' }, 'no data');
  const range = measure === 'borders' ? '' : rangeText(list, MEASURES[measure]);
  return h('td', cell,
    h('span', { class: `value ${isBest ? 'best' : ''}` },
      measure === 'borders' ? String(value) : valueText(list, MEASURES[measure])),
    h('span', { class: 'delta' }, isBest ? 'best' : overBest(measure, value, best)),
    range ? h('span', { class: 'range' }, range) : null);
}

function modesText(alternative) {
  const km = {};
  for (const leg of alternative.legs) km[leg.mode] = (km[leg.mode] || 0) + leg.distance[0];
  return Object.entries(km).map(([mode, length]) => [mode, brief(length), 'km'].join(NARROW)).join(' · ');
}

/** What sets a way round off from the countries asked for: those it adds, or else those it leaves out. */
function aroundText({ around }, { view, data }) {
  const added = around.filter((code) => !view.codes.includes(code));
  const [word, codes] = added.length ? ['through ', added] : ['without ', view.codes.filter((code) => !around.includes(code))];
  return [word, codes.map((code) => data.countries[code])];
}

function alternativeRow(alternative, bests, page) {
  const contends = contenders(page.alternatives).includes(alternative);
  const { key, number, label, around, blocked } = alternative;
  const box = h('input', { type: 'checkbox', checked: true, 'aria-label': `Show ${key} on the map`,
    onchange: () => page.show(alternative, box.checked) });
  const pick = button({ class: 'pick', 'aria-pressed': 'false',
    onclick: () => page.toggle(number) }, named(label));
  const [word, countries] = around.length ? aroundText(alternative, page) : [];
  const way = h('div', { class: 'quiet way' }, word ? [word, named(countries.join(', '))] : modesText(alternative));
  const byRow = ({ target }) => { if (!target.closest('button, input')) page.toggle(number); };
  const body = h('tbody', { role: 'rowgroup', class: `alternative alt-${alternative.hue}`, 'data-key': key },
    h('tr', { role: 'row', class: 'figures', onclick: byRow },
      h('th', { role: 'rowheader', scope: 'row' }, h('div', { class: 'head' }, box, badge(alternative), pick,
        blocked ? h('span', { class: 'tag' }, 'blocked') : null), way),
      COMPARED.map((measure) => totalCell(alternative, measure, bests[measure], contends))));
  return { body, box, pick };
}

function makeTable(page) {
  const mixed = contenders(page.alternatives).length < page.alternatives.length;
  const bests = Object.fromEntries(COMPARED.map((measure) => [measure, bestOf(page.alternatives, valueOf(measure))]));
  const rows = page.alternatives.map((alternative) => alternativeRow(alternative, bests, page));
  const apart = h('tbody', { role: 'rowgroup', class: 'group' }, h('tr', { role: 'row' },
    h('th', { role: 'rowheader', scope: 'rowgroup', colspan: 6 }, 'Open ways round, through other countries')));
  const heads = ['alternative', ...COMPARED].map((measure) =>
    h('th', { role: 'columnheader', scope: 'col', style: columnOf(measure) }, button({ onclick: () => sort(measure) },
      MEASURES[measure] ? MEASURES[measure].head : measure)));
  const table = h('table', { role: 'table', class: 'comparison' },
    h('caption', {}, `Alternatives compared; % and + are over the best ${mixed ? 'open one' : 'of all listed'}`),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)));

  /** Put the rows in order, those without a figure last whichever way; the same column again turns it about. */
  function sort(measure, turned) {
    const head = heads[1 + COMPARED.indexOf(measure)];
    const down = turned ?? head.getAttribute('aria-sort') === 'ascending';
    const value = COMPARED.includes(measure) ? valueOf(measure) : ({ number }) => number;
    const rank = (item) => (value(item) === null ? Infinity : down ? -value(item) : value(item));
    const order = page.alternatives.slice().sort((a, b) => (rank(a) === rank(b) ? a.number - b.number : rank(a) - rank(b)));
    const bodies = (some) => some.map(({ number }) => rows[number].body);
    const around = order.filter((item) => item.around.length);
    page.kept.sort = [measure, down];
    heads.forEach((other) => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    table.append(...bodies(order.filter((item) => !item.around.length)), ...(around.length ? [apart] : []), ...bodies(around));
  }

  sort(...(page.kept.sort || ['alternative']));
  return {
    table,
    refresh() {
      page.alternatives.forEach((alternative, i) => {
        const chosen = page.selected === alternative.number;
        rows[i].box.checked = page.isVisible(alternative);
        rows[i].pick.setAttribute('aria-pressed', String(chosen));
        rows[i].body.classList.toggle('chosen', chosen);
      });
    },
    reveal: (number) => rows[number].body.scrollIntoView({ block: 'nearest' }),
  };
}
