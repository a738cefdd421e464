/** The round sign of a person, the squarer one of an application. */

import { el } from "./dom.js";
import { hueOf, initials } from "./format.js";
import { icon } from "./icons.js";
import { nameOf } from "./wire.js";

/** An avatar in one of the sizes "small", "medium", "large". */
export function avatar(user, size = "medium") {
  const isBot = Boolean(user?.bot);
  return el(
    "span",
    {
      class: `avatar avatar-${size}${isBot ? " avatar-bot" : ""}`,
      "aria-hidden": "true",
      style: { "--hue": String(hueOf(user?.id ?? "0")) },
    },
    isBot ? icon("flask") : initials(nameOf(user)),
  );
}
