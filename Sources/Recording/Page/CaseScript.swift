enum CaseScript {
  /// Fills in what is opened, hides what does not hold the filter's text, and opens everything for printing. It
  /// inserts texts only as text, never as HTML.
  static let text = #"""
    "use strict";
    const lines = document.getElementById("recording").textContent.split("\n").filter(line => line.trim());
    const pretty = value => typeof value === "string" ? value : JSON.stringify(value, null, 2);
    const others = value => {
      if (Array.isArray(value)) return value.map(others);
      if (value === null || typeof value !== "object") return value;
      const packed = value["…others"];
      if (packed) return "… " + packed.id.length + " of others, left out";
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, others(item)]));
    };
    const headers = list => (list || []).map(item => item.name + ": " + item.value).join("\n");
    const told = call => {
      const parts = [call.method + " " + call.path];
      if (call.request_body !== undefined) parts.push(pretty(call.request_body));
      if (call.request_text !== undefined) parts.push(call.request_text);
      if (call.error) parts.push("no answer: " + pretty(call.error));
      else parts.push("HTTP/" + call.version + " " + call.status + " " + call.reason + "\n" + headers(call.headers));
      if (call.body !== undefined) parts.push(pretty(others(call.body)));
      if (call.text !== undefined) parts.push(call.text);
      const times = Object.entries(call.timings || {}).map(([name, ms]) => name.replace("_", " ") + " " + ms + " ms");
      parts.push("began " + new Date(call.time * 1000).toISOString() + (times.length ? "; " + times.join(", ") : ""));
      return parts.join("\n\n");
    };
    const fill = details => {
      const place = details.querySelector("pre");
      if (!place.textContent) place.textContent = told(JSON.parse(lines[details.dataset.line]));
    };
    for (const details of document.querySelectorAll("details"))
      details.addEventListener("toggle", () => { if (details.open) fill(details); });
    const sections = [...document.querySelectorAll("section")];
    const filter = document.getElementById("filter");
    const holds = (section, text) => section.textContent.toLowerCase().includes(text)
      || [...section.querySelectorAll("details")].some(item => lines[item.dataset.line].toLowerCase().includes(text));
    filter.addEventListener("input", () => {
      const text = filter.value.trim().toLowerCase();
      let count = 0;
      for (const section of sections) {
        section.hidden = text !== "" && !holds(section, text);
        if (!section.hidden) count += 1;
      }
      document.getElementById("count").textContent = text === "" ? "" : count + " of " + sections.length;
    });
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details:not([open])")];
      for (const details of opened) details.open = true;
      for (const details of document.querySelectorAll("details")) fill(details);
    });
    addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
      opened = [];
    });
    """#
}
