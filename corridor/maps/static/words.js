// Elements, numbers and words. Names become text nodes only, never markup.

const NARROW = '\u202f';
const MODES = { road: 'Road', rail: 'Rail', sea: 'Sea' };
const KINDS = {
  clearance: 'border clearance', transfer: 'transfer', gauge_change: 'gauge change', port: 'port',
};
const STATUSES = { open: 'open', restricted: 'restricted', closed: 'closed', planned: 'planned', unknown: 'status not known' };

function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

function button(attributes, ...children) {
  return h('button', { type: 'button', ...attributes }, children);
}

/** A name from the data, in whatever script it is written. */
function named(text) {
  return h('bdi', { dir: 'auto' }, text);
}

/** 12345.6 as "12 346" with narrow spaces that do not break. */
function grouped(value, digits = 0) {
  const [whole, rest] = value.toFixed(digits).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, NARROW);
  return rest ? `${spaced}.${rest}` : spaced;
}

function brief(value) {
  return grouped(value, value !== 0 && Math.abs(value) < 10 ? 1 : 0).replace(/\.0$/, '');
}

function hours(value) {
  return `${brief(value)}${NARROW}h`;
}

function duration(value) {
  const whole = Math.round(value);
  if (whole < 48) return hours(value);
  return `${grouped(Math.floor(whole / 24))}${NARROW}d ${whole % 24}${NARROW}h`;
}

function tonnes(kilograms) {
  return brief(kilograms / 1000);
}

function durations(low, high) {
  if (high < 48) return `${brief(low)}–${hours(high)}`;
  return `${(low / 24).toFixed(1)}–${(high / 24).toFixed(1)}${NARROW}d`;
}

/** How each measure is written: its head, its value, its range where that is not two values, its unit. */
const MEASURES = {
  distance: { head: 'km', unit: 'km', write: brief },
  time: { head: 'time', write: duration, writeRange: durations },
  wait: { head: 'wait', write: hours, writeRange: (low, high) => `${brief(low)}–${hours(high)}` },
  cost: { head: 'USD', unit: 'USD', write: brief },
  co2e: { head: 't CO₂e', unit: 't CO₂e', write: tonnes },
};

function figureOf(list) {
  if (!list) return null;
  const [value, low, high, basis, sources, asOf, note] = list;
  return { value, low, high, basis, sources, asOf, note };
}

/** The value, with ~ where it is assumed. */
function valueText(list, { write }) {
  const figure = figureOf(list);
  if (!figure) return 'no data';
  return (figure.basis === 'assumed' ? '~' : '') + write(figure.value);
}

/** A value with its unit. */
function withUnit(list, measure) {
  const { unit } = MEASURES[measure];
  return valueText(list, MEASURES[measure]) + (list && unit ? ` ${unit}` : '');
}

function rangeText(list, { write, writeRange }) {
  const figure = figureOf(list);
  if (!figure || figure.low === figure.high) return '';
  return writeRange ? writeRange(figure.low, figure.high) : `${write(figure.low)}–${write(figure.high)}`;
}

/** What a figure rests on; numbers are those of the list of sources. */
function basisText(list, { year = true } = {}) {
  const figure = figureOf(list);
  if (!figure) return '';
  const numbers = figure.sources.map((number) => `[${number + 1}]`).join('');
  return [figure.basis, year && figure.asOf, numbers].filter(Boolean).join(' ');
}

function unique(items) {
  return [...new Set(items)];
}

function statusText(item) {
  const since = item.since ? ` since ${item.since}` : '';
  return `${STATUSES[item.status]}${since}`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function badge(alternative) {
  return h('span', { class: `badge alt-${alternative.hue}`, 'aria-hidden': 'true' }, alternative.key);
}
