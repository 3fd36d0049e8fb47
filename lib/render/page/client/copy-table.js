// A way to take each table along: as Markdown, as CSV or as JSON, with the rows and columns that are shown.
(() => {
  const text = (cell) => cell.innerText.replace(/\s+/g, " ").trim();

  /** Rows of the texts that are shown; a cell over several columns is followed by empty ones. */
  function shownRows(table) {
    const visible = (element) => !element.hidden;
    return [...table.rows].filter(visible).map((row) =>
      [...row.cells].filter(visible).flatMap((cell) => {
        return [text(cell), ...new Array(cell.colSpan - 1).fill("")];
      }),
    );
  }

  const FORMS = {
    Markdown: (rows) => {
      const escaped = (value) => value.replace(/[\\`*_[\]<>|~&$]/g, "\\$&");
      const line = (cells) => `| ${cells.map(escaped).join(" | ")} |`;
      const [head, ...body] = rows;
      return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...body.map(line)].join("\n");
    },
    CSV: (rows) => {
      // A spreadsheet would take a text that begins so for a formula.
      const tame = (value) => (/^[=+@\t]|^-(?!\d)/.test(value) ? `'${value}` : value);
      const quoted = (value) => `"${tame(value).replaceAll('"', '""')}"`;
      return rows.map((cells) => cells.map(quoted).join(",")).join("\r\n");
    },
    JSON: ([head, ...body]) =>
      JSON.stringify(
        body.map((cells) => Object.fromEntries(cells.map((cell, column) => [head[column] ?? "", cell]))),
        null,
        2,
      ),
  };

  async function copy(content) {
    try {
      await navigator.clipboard.writeText(content);
    } catch {
      // A page opened as a file may be refused the clipboard; the old way asks for no permission.
      const area = document.createElement("textarea");
      area.value = content;
      area.className = "away";
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function menuFor(table) {
    const menu = document.createElement("details");
    const title = document.createElement("summary");
    menu.className = "copy";
    title.textContent = "Copy this table";
    menu.append(title);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    for (const [name, form] of Object.entries(FORMS)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `as ${name}`;
      button.addEventListener("click", async () => {
        await copy(form(shownRows(table)));
        said.textContent = `copied as ${name}`;
      });
      menu.append(button);
    }
    menu.append(said);
    return menu;
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("table")) {
      const place = table.closest(".scroll") ?? table;
      place.after(menuFor(table));
    }
  });
})();
