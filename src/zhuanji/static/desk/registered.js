// The complaint is registered: what the register page kept on this computer is not needed any more.

localStorage.removeItem(`draft:${document.body.dataset.person}:register`);
sessionStorage.setItem("registered", "yes"); // and going back finds an empty page (register.js)
