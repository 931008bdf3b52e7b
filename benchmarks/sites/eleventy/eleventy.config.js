// Eleventy, set so that it makes the pages and feeds that the others make.

const PAGE = 20;

/** The pages of one list: its articles, newest first, twenty at a time. */
function paged(base, title, articles) {
  const pages = [];
  for (let at = 0; at < articles.length; at += PAGE) {
    const number = at / PAGE + 1;
    pages.push({
      url: number > 1 ? `${base}page/${number}/` : base,
      title,
      articles: articles.slice(at, at + PAGE),
      next: at + PAGE < articles.length ? `${base}page/${number + 1}/` : "",
    });
  }
  return pages;
}

export default function (config) {
  const slugify = config.getFilter("slugify");
  const newest = (api) => api.getFilteredByGlob("content/articles/*.md").sort((a, b) => b.date - a.date);
  const terms = (api) => {
    const found = new Map();
    for (const each of newest(api)) {
      for (const kind of ["tags", "topics"]) {
        for (const name of each.data[kind] ?? []) {
          const base = `/${kind}/${slugify(name)}/`;
          if (!found.has(base)) found.set(base, { base, name, articles: [] });
          found.get(base).articles.push(each);
        }
      }
    }
    return [...found.values()];
  };
  config.addCollection("lists", (api) => [
    ...paged("/", "Проба", newest(api)),
    ...terms(api).flatMap((each) => paged(each.base, each.name, each.articles)),
  ]);
  config.addCollection("feeds", (api) => [
    { base: "/", name: "Проба", articles: newest(api).slice(0, PAGE) },
    ...terms(api).map((each) => ({ ...each, articles: each.articles.slice(0, PAGE) })),
  ]);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("moment", (date) => date.toISOString());
  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
}
