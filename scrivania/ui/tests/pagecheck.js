// Texts of the page that lie on each other: labels over headings, say. axe does not see them.
() => {
  // Visually hidden things are a box of one pixel, or lie in one.
  const isSeen = (element) => !element || (element.getBoundingClientRect().width > 1 && isSeen(element.parentElement));
  const elements = [...document.querySelectorAll(
    'main :is(h1, h2, h3, h4, label, legend, p, dt, dd, td, th, li > a, .btn), header :is(a, button, summary), footer a',
  )].filter((element) => element.checkVisibility() && element.offsetParent && isSeen(element));
  const boxOf = (element) => {
    // A button's own box, or what is cut at it; for the rest the words, which a paragraph's box may outreach.
    if (element.matches('.btn') || getComputedStyle(element).overflow === 'hidden') return element.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const boxes = elements.map(boxOf);
  const found = [];
  elements.forEach((one, i) => elements.slice(i + 1).forEach((other, k) => {
    if (one.contains(other) || other.contains(one)) return;
    const a = boxes[i];
    const b = boxes[i + 1 + k];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const name = (element) => element.textContent.trim().slice(0, 30);
    if (wide > 4 && high > 4) found.push(`${name(one)} / ${name(other)}: ${Math.round(high)} px`);
  }));
  return found;
}
