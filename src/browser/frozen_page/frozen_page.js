// What a hook asks of a page that it is about to picture or print, and what it does to it meanwhile. Evaluated once in the hook's own world, where it
// stays as `frozenPage`; nothing of it is seen by the page's scripts.
// An element of that id would have the name, too.
if (!Object.hasOwn(globalThis, 'frozenPage')) globalThis.frozenPage = (() => {
  // An element that scrolls this much of the screen is the page's main part; so is a smaller one where the page itself has nowhere to scroll.
  const MAIN_PART = 0.4, MAIN_PART_OF_A_FIXED_PAGE = 0.2;
  // Of a locked element, which nobody can scroll, all but the whole screen: smaller ones cut off on purpose.
  const LOCKED_PART = 0.7;
  // Pixels that are hidden before it counts as scrolling.
  const HIDDEN = 20;
  // A locked element hides text: letters below its edge.
  const HIDDEN_LETTERS = 80;
  // Elements and texts that are looked at: the main scroller is near the top of the tree.
  const MOST_ELEMENTS = 20000, MOST_TEXTS = 1000;
  // Scrollers in scrollers.
  const DEEPEST = 6;
  // Levels of the tree around an element that are looked at; what is deeper than that is no page's main scroller.
  const MOST_LEVELS = 100;
  const MAIN = 'main, article, [role=main]';
  // True while the hook's session has it so (see frozen_page.rs).
  const CONDITION = '(prefers-reduced-transparency: reduce)';
  const LAYER = 'tacklebox-frozen-page';

  const scrollHeight = field(Element, 'scrollHeight'), scrollWidth = field(Element, 'scrollWidth');
  const clientHeight = field(Element, 'clientHeight'), clientWidth = field(Element, 'clientWidth');
  const shadowRoot = field(Element, 'shadowRoot'), parentNode = field(Node, 'parentNode'), children = field(Element, 'children');
  const firstChild = field(Node, 'firstChild'), nextSibling = field(Node, 'nextSibling'), nodeType = field(Node, 'nodeType');
  const documentElement = field(Document, 'documentElement'), body = field(Document, 'body');
  const rectOf = (element) => Element.prototype.getBoundingClientRect.call(element);
  const styleOf = (element) => getComputedStyle(element);

  // The elements and texts of a document, those in open shadow roots and in `display: contents` among them, the higher ones first.
  function* nodes(root) {
    let level = [root], seen = 0;
    while (level.length) {
      const next = [];
      for (const parent of level) {
        for (let node = firstChild(parent); node; node = nextSibling(node)) {
          const type = nodeType(node);
          if (type === 3) { yield node; continue; }
          if (type !== 1) continue;
          if ((seen += 1) > MOST_ELEMENTS) return;
          yield node;
          const shadow = shadowRoot(node);
          if (shadow) next.push(shadow);
          next.push(node);
        }
      }
      level = next;
    }
  }

  const isTransparent = (colour) => /^transparent$|^rgba\(.*, 0\)$/.test(colour);
  const isTextual = (node) => /[\p{L}\p{N}]/u.test(node.data);

  // ---- the main scroller ----

  const parentOf = (node) => {
    const parent = node.assignedSlot ?? parentNode(node);
    if (!parent) return null;
    return nodeType(parent) === 11 ? parent.host ?? null : nodeType(parent) === 1 ? parent : null;
  };

  // The document in a frame, where it is of the page's own origin; undefined when it is of another.
  const insideOf = (frame) => {
    try { return frame.contentDocument ?? undefined; } catch { return undefined; }
  };
  const isFrame = (element) => /^i?frame$/i.test(element.localName);

  const lettersBelow = (element) => {
    const bottom = rectOf(element).bottom;
    let letters = 0;
    for (const node of nodes(element)) {
      if (nodeType(node) !== 3 || !isTextual(node)) continue;
      const parent = parentOf(node);
      if (parent && rectOf(parent).top >= bottom) letters += node.data.trim().length;
      if (letters >= HIDDEN_LETTERS) return true;
    }
    return false;
  };

  const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll' || overflow === 'overlay';
  const locks = (overflow) => overflow === 'hidden' || overflow === 'clip';

  // How much of the screen an element takes, from 0 to 1.
  const part = (rect, screen) => {
    const width = Math.min(rect.right, screen.width) - Math.max(rect.left, 0);
    const height = Math.min(rect.bottom, screen.height) - Math.max(rect.top, 0);
    return width > 0 && height > 0 ? (width * height) / (screen.width * screen.height) : 0;
  };

  const screenOf = (inside) => ({ width: inside.defaultView.innerWidth, height: inside.defaultView.innerHeight });

  // Whether the document as a whole can be scrolled to anything.
  const scrollsItself = (inside, screen) => {
    const root = documentElement(inside);
    return !!root && scrollHeight(root) > screen.height + HIDDEN;
  };

  // The element that scrolls the largest part of the screen, and is not open yet. `frames` collects those whose inside nobody sees.
  const find = (inside, isOpen, sideways, frames) => {
    const screen = screenOf(inside), isFixed = !scrollsItself(inside, screen);
    const least = isFixed ? MAIN_PART_OF_A_FIXED_PAGE : MAIN_PART;
    const viewport = inside.scrollingElement;
    let best = null, bestPart = 0;
    for (const element of nodes(inside)) {
      if (nodeType(element) !== 1 || isOpen(element)) continue;
      const height = clientHeight(element), width = clientWidth(element);
      if (height * width < least * screen.width * screen.height) continue;
      if (isFrame(element)) {
        const share = part(rectOf(element), screen);
        if (share <= bestPart || share < least) continue;
        const other = insideOf(element);
        if (!other) frames.add(element);
        else if (documentElement(other) && (scrollsItself(other, screenOf(other)) || find(other, () => false, sideways, frames))) [best, bestPart] = [element, share];
        continue;
      }
      // The viewport scrolls for its own element; what that hides is no more than the page's length, which is seen anyway.
      if (element === viewport) continue;
      const down = scrollHeight(element) - height > HIDDEN, across = sideways && scrollWidth(element) - width > HIDDEN;
      if (!down && !across) continue;
      const style = styleOf(element), share = part(rectOf(element), screen);
      const isScroller = (down && scrolls(style.overflowY)) || (across && scrolls(style.overflowX));
      const isLocked = !isScroller && down && isFixed && share >= LOCKED_PART && (locks(style.overflowY) || isBodyOutOfFlow(element, inside, style));
      if ((isScroller && share >= least) || (isLocked && lettersBelow(element))) {
        if (share > bestPart) [best, bestPart] = [element, share];
      }
    }
    return best;
  };

  // `body { position: fixed }` is how pages are locked where overflow alone does not hold them.
  const isBodyOutOfFlow = (element, inside, style) => element === body(inside) && style.position === 'fixed';

  // ---- opening it out ----

  let sheets = [], inline = [], offsets = [], opened = [], cut = [];

  const selectorOf = (element) => {
    const steps = [];
    let node = element;
    for (;;) {
      const parent = parentNode(node);
      if (!parent || nodeType(parent) === 9) { steps.unshift(':root'); break; }
      const place = [...(nodeType(parent) === 11 ? parent.children : children(parent))].indexOf(node) + 1;
      steps.unshift(`:nth-child(${place})`);
      if (nodeType(parent) === 11) { steps.unshift(':host'); break; }
      node = parent;
    }
    return steps.join(' > ');
  };

  const declarationsOf = (element, across, height) => {
    const style = styleOf(element), inside = element.ownerDocument;
    const isRoot = element === documentElement(inside) || element === body(inside);
    const cut = style.overflowX !== 'visible' && !across;
    const wanted = {
      'overflow-x': cut ? 'clip' : 'visible',
      'overflow-y': 'visible',
      'max-height': 'none',
      'height': height ? `${height}px` : 'auto',
      'contain': 'none',
      'content-visibility': 'visible',
      'transition': 'none',
    };
    if (height) delete wanted['overflow-x'], delete wanted['overflow-y'];
    else wanted['min-height'] = `${Math.floor(rectOf(element).height)}px`;
    if (style.position === 'fixed' || style.position === 'absolute') {
      wanted.position = isRoot ? 'static' : 'absolute';
      wanted.bottom = 'auto';
    }
    const parent = parentOf(element), around = parent && styleOf(parent);
    if (around && /flex$/.test(around.display) && around.flexDirection.startsWith('column')) {
      wanted['flex-basis'] = 'auto';
      wanted['flex-shrink'] = '0';
    }
    return wanted;
  };

  const textOf = (rules) => Object.entries(rules).map(([name, value]) => `${name}: ${value} !important;`).join(' ');

  // Lets an element and all around it grow. The sheet works as long as the hook's session has CONDITION be so, and no longer: whatever becomes of the hook,
  // nothing of it is to be seen afterwards.
  const openOut = (element, sideways, height) => {
    const chain = [];
    for (let node = element; node; node = parentOf(node)) chain.push(node);
    if (chain.length > MOST_LEVELS) return false;
    // What sticks out to the side is mostly meant to be hidden, unless one can scroll to it.
    const across = sideways && scrolls(styleOf(element).overflowX) && scrollWidth(element) - clientWidth(element) > HIDDEN;
    const byRoot = new Map(), wishes = [];
    for (const node of chain) {
      const wanted = declarationsOf(node, across, node === element ? height : undefined);
      wishes.push([node, wanted]);
      const root = node.getRootNode();
      byRoot.set(root, [...(byRoot.get(root) ?? []), `${selectorOf(node)} { ${textOf(wanted)} } @media print { ${selectorOf(node)} { min-height: 0 !important; } }`]);
      offsets.push([node, node.scrollLeft, node.scrollTop]);
    }
    for (const [root, rules] of byRoot) {
      const window = (root.defaultView ?? root.ownerDocument.defaultView);
      const sheet = new window.CSSStyleSheet();
      // Rules in a layer outweigh all that are in none, as they are important.
      sheet.replaceSync(`@media ${CONDITION} { @layer ${LAYER} { ${rules.join('\n')} } }`);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      sheets.push([root, sheet]);
    }
    // An element's own important style outweighs every sheet.
    for (const [node, wanted] of wishes) {
      const style = styleOf(node);
      const isDone = style.maxHeight === 'none' && (wanted['overflow-y'] === undefined || style.overflowY === 'visible');
      if (isDone) continue;
      inline.push([node, node.getAttribute('style'), Object.keys(wanted).map((name) => [name, node.style.getPropertyValue(name), node.style.getPropertyPriority(name)])]);
      for (const [name, value] of Object.entries(wanted)) node.style.setProperty(name, value, 'important');
    }
    return true;
  };

  // An element as a person who writes style sheets would call it.
  const nameOf = (element) => {
    const id = element.getAttribute('id'), classes = element.getAttribute('class')?.trim();
    return `${element.localName}${id ? `#${id}` : classes ? `.${classes.split(/\s+/)[0]}` : ''}`.slice(0, 60);
  };

  const openDocument = (inside, sideways, depth) => {
    const done = new Set();
    for (let round = 0; round < DEEPEST; round += 1) {
      const element = find(inside, (element) => done.has(element), sideways, new Set());
      if (!element) return;
      done.add(element);
      let height;
      if (isFrame(element)) {
        const other = insideOf(element);
        if (depth < DEEPEST) openDocument(other, sideways, depth + 1);
        height = Math.max(scrollHeight(documentElement(other)), body(other) ? scrollHeight(body(other)) : 0);
      }
      if (openOut(element, sideways, height)) opened.push(element);
      else cut.push(element);
    }
  };

  // The tallest stretch of an opened element that shows nothing: a list that makes its rows as it is scrolled has the room for them, and not the rows.
  const blank = (element) => {
    const own = rectOf(element), filled = [];
    for (const node of nodes(isFrame(element) ? insideOf(element) : element)) {
      if (nodeType(node) === 3) {
        if (!isTextual(node)) continue;
        const range = node.ownerDocument.createRange();
        range.selectNode(node);
        filled.push(range.getBoundingClientRect());
        continue;
      }
      const style = styleOf(node);
      const isPicture = /^(svg|canvas|video|img|object|embed|iframe|input|hr)$/.test(node.localName) || style.backgroundImage !== 'none';
      if (isPicture || (!children(node).length && !isTransparent(style.backgroundColor))) filled.push(rectOf(node));
    }
    const [top, bottom] = isFrame(element) ? [0, own.height] : [own.top, Math.max(own.bottom, own.top + scrollHeight(element))];
    let reached = top, widest = 0;
    for (const rect of filled.filter((rect) => rect.height > 0).sort((one, other) => one.top - other.top)) {
      widest = Math.max(widest, rect.top - reached);
      reached = Math.max(reached, rect.bottom);
    }
    return Math.max(widest, bottom - reached);
  };

  // Whether an element hides something of what it scrolls, opened out or not. The frames of a frameset do: nothing makes them higher than the screen.
  const isCut = (element) => {
    if (isFrame(element)) return scrollHeight(documentElement(insideOf(element))) - clientHeight(element) > HIDDEN;
    return styleOf(element).overflowY !== 'visible' && scrollHeight(element) - clientHeight(element) > HIDDEN;
  };

  const open = (sideways) => {
    const screen = screenOf(document);
    try {
      openDocument(document, sideways, 0);
      cut.push(...opened.filter(isCut));
      const wide = sideways ? null : find(document, (element) => opened.includes(element) || cut.includes(element), true, new Set());
      if (wide) cut.push(wide);
      opened = opened.filter((element) => !cut.includes(element));
      const blanks = opened.map((element) => [nameOf(element), Math.round(blank(element))]);
      return { opened: opened.map(nameOf), cut: cut.map(nameOf), blanks: blanks.filter(([, height]) => height > Math.max(1000, 1.5 * screen.height)), problem: null };
    } catch (error) {
      close();
      return { opened: [], cut: [], blanks: [], problem: String(error) };
    }
  };

  // Takes back all that `open` did.
  const close = () => {
    for (const [root, sheet] of sheets) root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((other) => other !== sheet);
    for (const [node, text, before] of inline.reverse()) {
      for (const [name] of before) node.style.removeProperty(name);
      for (const [name, value, priority] of before) if (value) node.style.setProperty(name, value, priority);
      // Reading it makes Chrome write down the attribute, which it has not yet done; else it would after it was removed.
      const now = node.getAttribute('style');
      if (text === null) node.removeAttribute('style');
      else if (now !== text) node.setAttribute('style', text);
    }
    for (const [node, left, top] of offsets) if (node.scrollTop !== top || node.scrollLeft !== left) node.scrollTo({ left, top, behavior: 'instant' });
    sheets = []; inline = []; offsets = []; opened = []; cut = [];
  };

  // Whether there is something to open, the frames whose inside is another site's, and what the picture's size depends on.
  const look = () => {
    const frames = new Set();
    let scroller = null, problem = null;
    try { scroller = find(document, () => false, true, frames); } catch (error) { problem = String(error); }
    return {
      has_scroller: scroller !== null,
      unseen: [...frames].map((frame) => frame.src).slice(0, 3),
      width: innerWidth,
      height: innerHeight,
      waits_for_fonts: waitsForFonts(),
      problem,
    };
  };

  // Chrome draws no text in a font that is on its way, for three seconds from when it was asked for, and after that in another. When that was is not known; it
  // was before the page had loaded, as a rule.
  const waitsForFonts = () => {
    const [navigation] = performance.getEntriesByType('navigation');
    const loaded = navigation?.loadEventEnd || navigation?.domContentLoadedEventEnd || 0;
    return document.fonts?.status === 'loading' && performance.now() < loaded + 3500;
  };

  // ---- text ----

  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  // Whether letters in an element can be seen: they have a size and a colour, nothing hides them, and they are on the page.
  const showsText = (element, known) => {
    let shows = known.get(element);
    if (shows === undefined) {
      const style = styleOf(element), rect = rectOf(element), view = element.ownerDocument.defaultView;
      shows = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && parseFloat(style.fontSize) > 1
        && !isTransparent(style.webkitTextFillColor)
        && rect.right + view.scrollX > 0 && rect.bottom + view.scrollY > 0
        && !isCutOff(element);
      known.set(element, shows);
    }
    return shows;
  };

  const isCutOff = (element) => {
    let levels = 0;
    for (let node = element; node && levels < MOST_LEVELS; node = parentOf(node), levels += 1) {
      if ((clientHeight(node) <= 1 && scrollHeight(node) > HIDDEN) || (clientWidth(node) <= 1 && scrollWidth(node) > HIDDEN)) {
        const style = styleOf(node);
        if (style.display !== 'inline' && style.display !== 'contents' && style.overflow !== 'visible') return true;
      }
    }
    return false;
  };

  // The texts that can be seen, as far as they are looked at.
  const texts = () => {
    const known = new Map(), found = [];
    let seen = 0;
    for (const node of nodes(document)) {
      if (nodeType(node) !== 3 || !isTextual(node)) continue;
      const parent = parentNode(node), holder = nodeType(parent) === 11 ? parent.host : parent;
      if (/^(script|style|noscript|template|title|textarea|option)$/.test(holder.localName)) continue;
      if ((seen += 1) > MOST_TEXTS) break;
      if (!showsText(holder, known)) continue;
      const range = document.createRange();
      range.selectNode(node);
      const rect = range.getBoundingClientRect();
      if (rect.width > 0 && rect.height > 0) found.push({ node, words: words(node.data), isMain: !!holder.closest(MAIN) });
    }
    return found;
  };

  const letters = (words) => words.reduce((sum, word) => sum + word.length, 0);

  // ---- print ----

  const KINDS_OF_MEDIA = /\b(print|screen)\b/i;
  // Rules that are looked at; more than these are taken to depend on the medium.
  const MOST_RULES = 50000;

  // Whether a style sheet has rules for one kind of medium: only then can print show another text than the screen. One that may not be read, as it comes from
  // another site, is taken to have some.
  const dependsOnMedium = () => {
    let seen = 0;
    const hasSuch = (list) => [...list].some((one) => {
      if (one.media && KINDS_OF_MEDIA.test(one.media.mediaText)) return true;
      const rules = one.cssRules ?? one.styleSheet?.cssRules;
      return !!rules?.length && ((seen += rules.length) > MOST_RULES || hasSuch(rules));
    });
    const isInScope = (scope) => hasSuch(scope.styleSheets) || hasSuch(scope.adoptedStyleSheets);
    try {
      if (isInScope(document)) return true;
      for (const node of nodes(document)) {
        const shadow = nodeType(node) === 1 && shadowRoot(node);
        if (shadow && isInScope(shadow)) return true;
      }
      return false;
    } catch { return true; }
  };

  let onScreen = [];

  // Remembers the text as it is on screen; gives its first words.
  const remember = () => {
    onScreen = texts();
    return onScreen.flatMap((text) => text.words).slice(0, 8).join(' ').slice(0, 80);
  };

  // The same where print may lose some of the text; an empty text where it cannot.
  const rememberForPrint = () => (dependsOnMedium() ? remember() : '');

  // How much of the remembered text there is now, and how much of that in the page's main part, from 0 to 1. A text that is elsewhere now counts by its words.
  const kept = () => {
    const now = texts(), nodes = new Set(now.map((text) => text.node)), known = new Set(now.flatMap((text) => text.words));
    const share = (remembered) => {
      const all = remembered.reduce((sum, text) => sum + letters(text.words), 0);
      const left = remembered.reduce((sum, text) => sum + letters(nodes.has(text.node) ? text.words : text.words.filter((word) => known.has(word))), 0);
      return all ? left / all : 1;
    };
    return [share(onScreen), share(onScreen.filter((text) => text.isMain))];
  };

  // What the page is told of its size, its media and what is in sight is told with a frame: this gives when one has been drawn at the size that it should have.
  const drawn = (width, height) => new Promise((done) => {
    const end = performance.now() + 1000;
    const look = () => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        if ((innerWidth === width && innerHeight === height) || performance.now() > end) done(); else look();
      };
      channel.port2.postMessage(0);
    });
    look();
  });

  return { look, waitsForFonts, open, close, remember, rememberForPrint, kept, drawn };
})();
