// Runs before the first paint, so that a dark page never flashes white. It is a file of its own
// because the content security policy allows no inline script.
(() => {
  let wanted = null;
  try {
    wanted = localStorage.getItem("codebell.colour-scheme");
  } catch {
    // Storage may be forbidden; the system's scheme serves then.
  }
  const dark =
    wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
