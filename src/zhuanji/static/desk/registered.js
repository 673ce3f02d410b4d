// The complaint is registered: what the register page kept of it on this computer is not needed any
// more. The next page of this tab begins a draft of its own.

import * as drafts from "./register_drafts.js";

if (drafts.tab()) drafts.drop(drafts.tab());
sessionStorage.setItem("registered", "yes"); // and going back finds an empty page (register.js)
