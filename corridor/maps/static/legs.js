// The selected alternative: its legs and stops in order of travel, with each figure and what it rests on.

/** Legs and stops in order of travel, each with the place of the leg that it is or follows. */
function partsOf({ legs, stops }) {
  const after = (index) => stops.filter((stop) => stop.after === index).map((item) => ({ item, index }));
  return [...after(-1), ...legs.flatMap((item, index) => [{ item, index, leg: true }, ...after(index)])];
}

/** A link to a source in the list, which takes the focus and has a button that gives it back. */
function cite(number) {
  const go = (event) => {
    event.preventDefault();
    document.querySelectorAll('.back').forEach((old) => old.remove());
    const target = document.getElementById(`source-${number + 1}`);
    target.append(button({ class: 'link back', onclick() {
      this.remove();
      link.scrollIntoView({ block: 'center' });
      link.focus();
    } }, 'back'));
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  };
  const link = h('a', { href: `#source-${number + 1}`, class: 'cite', 'aria-label': `Source ${number + 1}`, onclick: go }, `[${number + 1}]`);
  return link;
}

function citedCell(list, measure) {
  if (!list) return h('td', { class: 'no-data' }, 'no data');
  const { basis, sources } = figureOf(list);
  const range = rangeText(list, MEASURES[measure]);
  return h('td', {},
    h('span', { class: 'value' }, valueText(list, MEASURES[measure])),
    range ? h('span', { class: 'range' }, range) : null,
    h('span', { class: 'range basis' }, basis, ' ', sources.map(cite)));
}

/** All that is known of some figures, in words. */
function restsOn(figures, data) {
  return h('ul', {}, figures.filter(([list]) => list).map(([list, measure]) => {
    const { basis, sources, asOf, note } = figureOf(list);
    return h('li', {}, `${measure}: `, [basis, asOf].filter(Boolean).join(' '), note ? [', ', named(note)] : null,
      sources.map((number) => [' · ', cite(number), ' ', named(data.sources[number][0])]));
  }));
}

/** The head of a part, a button that shows it on the map, and a row with what its figures rest on. */
function partHead(className, sign, name, more, figures, page) {
  const row = h('tr', { hidden: true }, h('td', { colspan: 4, class: 'quiet rests' }));
  const open = button({ class: 'more', 'aria-expanded': 'false', 'aria-label': 'What it rests on', onclick() {
    if (row.hidden) row.firstChild.replaceChildren(restsOn(figures, page.data));
    row.hidden = !row.hidden;
    open.setAttribute('aria-expanded', String(!row.hidden));
  } }, 'i');
  const head = h('tr', { class: `${className} title` },
    h('th', { scope: 'rowgroup', colspan: 4 }, h('div', { class: 'part' }, sign, h('div', {}, name, more), open)));
  return [head, row];
}

function legRows(leg, index, alternative, page) {
  const country = leg.country ? page.data.countries[leg.country] : 'at sea';
  const go = button({ class: 'link', onclick: () => flyToLeg(page, alternative.paths[index]) },
    `${MODES[leg.mode]}, `, named(country), ': ', named(leg.start), ' → ', named(leg.end));
  const gauge = leg.gauge ? h('span', { class: 'quiet' }, ` ${grouped(leg.gauge)}${NARROW}mm`) : null;
  const [head, rests] = partHead(`leg ${leg.mode}`, modeSign(leg.mode), go, gauge, COLUMNS.map((measure) => [leg[measure], measure]), page);
  return [
    head,
    ...(leg.planned ? leg.planned.links : []).map((link) => h('tr', {}, h('td', { colspan: 4, class: 'quiet' },
      `Planned, taken as built: ${valueText(link.distance, MEASURES.distance)}${NARROW}km of `, named(link.text),
      link.source === null ? null : [' ', cite(link.source)]))),
    h('tr', {}, COLUMNS.map((measure) => citedCell(leg[measure], measure))),
    rests,
  ];
}

function stopRows(stop, page) {
  const shut = stop.status !== 'open';
  const go = button({ class: 'link', onclick: () => flyToStop(page, stop) }, named(stop.place[0]));
  const more = [` ${KINDS[stop.kind]}`, shut ? h('strong', {}, `, ${statusText(stop)}`) : null,
    shut && stop.source !== null ? [' ', cite(stop.source)] : null];
  const [head, rests] = partHead(`stop ${stop.status}`, shapeSign(shapeOf([stop]), stop.status), go, more,
    [[stop.time, 'wait'], [stop.cost, 'cost']], page);
  return [head, h('tr', {}, h('td', {}), citedCell(stop.time, 'wait'), citedCell(stop.cost, 'cost'), h('td', {})), rests];
}

function totalRows({ totals }) {
  const parts = [['moving', 'moving'], ['at borders', 'border'], ['at terminals', 'terminal']]
    .map(([word, name]) => `${word} ${valueText(totals[name], MEASURES.time)}`);
  return [
    h('tr', { class: 'title' }, h('th', { scope: 'rowgroup', colspan: 4 }, 'Total')),
    h('tr', {}, COLUMNS.map((measure) => citedCell(totals[measure], measure))),
    h('tr', {}, h('td', { colspan: 4, class: 'quiet' }, `Time: ${parts.join(' · ')}`)),
  ];
}

function detailsOf(alternative, page) {
  const { view, data } = page;
  const { around, schematic, warnings, totals } = alternative;
  const counted = (number, one, many = `${one}s`) => `${number}${NARROW}${number === 1 ? one : many}`;
  const about = [
    `as of ${view.asOf}${view.scenario ? `, scenario ${view.scenario}` : ''}`,
    around.length ? `way round through ${around.map((code) => data.countries[code]).join(' – ')}` : '',
    schematic >= 0.01 ? `${Math.round(100 * schematic)}${NARROW}% of the way by land drawn schematically` : '',
    counted(totals.borders, 'border'), counted(totals.transfers, 'transfer'),
    counted(totals.gaugeBreaks, 'break of gauge', 'breaks of gauge'),
  ].filter(Boolean).join(' · ');
  return h('section', { class: `alt-${alternative.hue}` },
    h('h2', {}, badge(alternative), ' Legs and stops of ', named(alternative.label)),
    h('p', { class: 'quiet' }, named(about)),
    warnings.length ? list(warnings.map(named), 'warnings') : null,
    h('table', { class: 'legs' },
      h('caption', { class: 'hidden' }, 'Legs and stops of ', named(alternative.label)),
      h('thead', {}, h('tr', {}, COLUMNS.map((measure) => h('th', { scope: 'col' }, MEASURES[measure].head)))),
      h('tbody', {}, partsOf(alternative).map(({ leg, item, index }) =>
        (leg ? legRows(item, index, alternative, page) : stopRows(item, page)))),
      h('tfoot', {}, totalRows(alternative))));
}

const CLOSE_ZOOM = 7;

function isCalm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function flyToLeg({ map }, path) {
  if (!path.length) return;
  const bounds = L.latLngBounds(path.flatMap(({ chain }) => chain.latlngs));
  map.closePopup();
  map.flyToBounds(bounds, { padding: [40, 40], maxZoom: 10, animate: !isCalm(), duration: 0.8 });
}

function flyToStop({ map, showGateway }, stop) {
  const [, lon, lat] = stop.place;
  map.closePopup();
  map.once('moveend', () => showGateway(stop.gateway));
  map.flyTo([lat, lon], Math.max(map.getZoom(), CLOSE_ZOOM), { animate: !isCalm(), duration: 0.8 });
}
