// The switch between views: plans of several worlds or dates. What is selected or hidden stays so by its way.

const BUTTONS_AT_MOST = 3;

function panelBox() {
  return document.getElementById('corridor-panel');
}

/** Empty the panel but for the switch, which a hand may be on. */
function clearPanel() {
  [...panelBox().children].filter((child) => !child.matches('.views')).forEach((child) => child.remove());
}

/** A plain panel: a head with the buttons of every view, and content. */
function fillPanel(page, title, ...content) {
  panelBox().append(
    makeGrip(),
    h('header', {}, h('h1', {}, named(title)), h('div', { class: 'buttons' },
      h('button', { type: 'button', onclick: () => page.fit() }, 'Show all'),
      h('button', { type: 'button', 'aria-label': 'Light or dark', onclick: () => page.toggleTheme() }, '◐'))),
    ...content);
}

/** A view without a plan: the bare ground, and why. */
function makeNothing(shared, view) {
  fillPanel(shared, `${view.name}: no corridor`, h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Reason' },
    h('div', { class: 'banner blocked', role: 'note' }, named(view.note))));
  const page = {
    ...shared, alternatives: [], selected: null, remove: clearPanel,
    refreshNames: () => shared.names.refresh(controlsOf(shared.map), []),
  };
  page.refreshNames();
  return page;
}

/** The way that an alternative takes; those of one view that take the same are numbered. */
function wayOf({ legs, number }, alternatives) {
  const legsOf = (one) => one.legs.map(({ mode, path }) => `${mode} ${path}`).join('; ');
  const way = legsOf({ legs });
  return `${way} ${alternatives.slice(0, number).filter((one) => legsOf(one) === way).length}`;
}

/** Show a view in place of the one that is shown. A new page copies what is shared: it must not hold the one before. */
function openView(shared, number) {
  const { current, data } = shared;
  shared.current = null;
  if (current) current.remove();
  const view = data.views[number];
  if (!view) shared.current = makeChanges(shared);
  else if (view.missing) shared.current = makeNothing(shared, view);
  else shared.current = makeView(shared, view);
}

/** Buttons for a few views, a slider for more; one view alone needs neither. */
function makeSwitch(shared) {
  const { data } = shared;
  const items = data.views.map(({ name, note, missing }) => ({ name, note: missing ? '' : note }));
  if (data.changes) items.push({ name: 'Changes', note: '' });
  const start = data.views.length - 1;
  if (items.length < 2) return start;

  const told = h('p', { class: 'quiet told', 'aria-live': 'polite' });
  const box = h('div', { class: 'views', role: 'group', 'aria-label': data.changes ? 'View' : 'Date' });
  const tell = (number) => told.replaceChildren(items[number].note ? named(items[number].note) : '');

  if (items.length <= BUTTONS_AT_MOST) {
    const buttons = items.map(({ name }, number) => h('button', { type: 'button', onclick: () => show(number) }, named(name)));
    const show = (number, open = true) => {
      buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === number)));
      tell(number);
      if (open) openView(shared, number);
    };
    box.append(h('div', { class: 'choices' }, buttons), told);
    show(start, false);
  } else {
    const at = h('output', {});
    const range = h('input', { type: 'range', min: 0, max: items.length - 1, step: 1, value: start, 'aria-label': 'Date',
      oninput: () => show(Number(range.value)) });
    const show = (number, open = true) => {
      const { name, note } = items[number];
      at.replaceChildren(named(name), h('span', { class: 'quiet' }, ` ${number + 1} of ${items.length}`));
      range.setAttribute('aria-valuetext', note ? `${name}: ${note}` : name);
      tell(number);
      if (open) openView(shared, number);
    };
    box.append(h('div', { class: 'slide' }, at, range), told);
    show(start, false);
  }
  panelBox().prepend(box);
  return start;
}
