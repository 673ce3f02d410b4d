// The tree is longer than the window: the category that is open stands in sight.

const tree = document.querySelector(".playbook-tree");
const here = tree?.querySelector("[aria-current]");
if (here) tree.scrollTop = here.offsetTop - tree.clientHeight / 3;
