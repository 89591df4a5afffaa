// The contrast of every piece of text on the screen with the ground it stands on (WCAG 2.2, relative luminance).
() => {
  const channels = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, ground) => ({
    r: top.r * top.a + ground.r * (1 - top.a),
    g: top.g * top.a + ground.g * (1 - top.a),
    b: top.b * top.a + ground.b * (1 - top.a),
    a: 1,
  });
  const ground = (element) => {
    const own = channels(getComputedStyle(element).backgroundColor);
    if (own.a === 1) return own;
    const below = element.parentElement ? ground(element.parentElement) : { r: 255, g: 255, b: 255, a: 1 };
    return over(own, below);
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || element.closest("script, style") || !element.checkVisibility()) continue;
    const below = ground(element);
    const ink = over(channels(getComputedStyle(element).color), below);
    const [low, high] = [luminance(ink), luminance(below)].sort((a, b) => a - b);
    found.push({ words: words.slice(0, 40), ratio: (high + 0.05) / (low + 0.05) });
  }
  return found;
};
