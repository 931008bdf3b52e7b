// A feed of each list, with whole texts.
import { PAGE, lists } from "../lib/lists";

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export async function getStaticPaths() {
  return (await lists()).map((list) => ({ params: { feed: list.base ? `${list.base}/feed` : "feed" }, props: list }));
}

export function GET({ props }) {
  const { base, title, articles } = props;
  const entries = articles.slice(0, PAGE).map((each) => {
    const moment = new Date(each.data.date).toISOString();
    const head = `<title>${escaped(each.data.title)}</title><id>https://example.org/${each.id}/</id>`;
    const content = `<content type="html">${escaped(each.rendered?.html ?? "")}</content>`;
    return `<entry>${head}<updated>${moment}</updated>${content}</entry>`;
  });
  const head = `<title>${escaped(title)}</title><id>https://example.org/${base}</id>`;
  const updated = `<updated>${new Date(articles[0].data.date).toISOString()}</updated>`;
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom">${head}${updated}${entries.join("\n")}</feed>`;
  return new Response(`<?xml version="1.0" encoding="utf-8"?>\n${feed}\n`);
}
