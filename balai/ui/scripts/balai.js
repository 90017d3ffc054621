// The one bundle: better forms and fragments. Every page works without it.
import { Button, Checkboxes, ErrorSummary, Radios, SkipLink, createAll } from "govuk-frontend";
import "htmx.org";

const components = [Button, Checkboxes, ErrorSummary, Radios, SkipLink];

function start(scope) {
  for (const component of components) {
    createAll(component, {}, scope);
  }
}

start(document);
document.addEventListener("htmx:after:swap", () => start(document));
