// save|sort FROM TO: the failed messages of a file of NDJSON; or all of them, by their recipients.
const fs = require("fs");
const [what, from, to] = process.argv.slice(2);
const rows = [];
for (const line of fs.readFileSync(from, "utf8").split("\n")) {
  if (!line) continue;
  const row = JSON.parse(line);
  if (what === "sort" || row.status === "failed") rows.push(row);
}
if (what === "sort") rows.sort((a, b) => (a.recipient < b.recipient ? -1 : a.recipient > b.recipient ? 1 : 0));
fs.writeFileSync(to, rows.map((row) => JSON.stringify(row) + "\n").join(""));
