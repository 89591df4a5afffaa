// What Regrip is and is not, how an answer is made, whose the four stages are, and how accessible the pages are.

import { focusOn, h, link, nameThePage, outsideLink, put } from "../dom.js";

const text = (...words) => h("p", {}, words);
const list = (...items) => h("ul", {}, items.map((item) => h("li", {}, item)));

export async function show(main) {
  nameThePage("About Regrip");
  put(main, h("div", { class: "reading about" }, h("h1", {}, "About Regrip"), what(), making(), stages(), privacy(), accessibility()));
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked) focusOn(asked);
}

const section = (id, title, ...parts) => h("section", {}, h("h2", { id }, title), parts);

function what() {
  return section(
    "what",
    "What it is, and what it is not",
    text("Regrip is for people who run, advise or judge a children's social care service in England. From what you tell it and the papers you add, it says which stage of difficulty the service seems to be in, what tends to help at that stage, and what would be wasted there. It shows the source of every claim."),
    list(
      "It gives no inspection judgement and foretells none. A stage is not a grade.",
      "It gives no advice about a child or a family. If a child is in danger now, call 999.",
      "It is no substitute for your own judgement, for legal advice or for your improvement adviser.",
      "It is a program and can be wrong. It says how sure it is, what points the other way, and what would change its mind. You can correct every sign it sees.",
    ),
  );
}

function making() {
  return section(
    "answers",
    "How an answer is made",
    h(
      "ol",
      {},
      [
        "Your words are read for danger to a child, and personal data in them is covered before anything is kept.",
        "Each sentence that shows a mechanism of difficulty becomes a sign: now and here, or past, feared, planned, or about another place. Only those that are now and here count.",
        "The signs and the text as a whole give a chance to each stage. Where they are too few, Regrip asks instead of guessing.",
        "Passages are looked up in notes on public guidance, inspections, research and articles.",
        "The answer is put together from these passages. A language model writes only where one was set up; none is by default.",
        "Every quotation and number is checked against its passage. What does not hold is left out. What is Regrip's own inference is marked as such.",
      ].map((step) => h("li", {}, step)),
    ),
    text("The sources are ", link("/library", "notes on public documents, in Regrip's words"), ", not the documents themselves. Each note names its original and the places in it."),
  );
}

function stages() {
  return section(
    "stages-source",
    "Who made the four stages",
    text(
      "Losing grip, service breakdown, systemic crisis and complete lock were named by Martin Cresswell in “A Service Punching Below Its Weight”, The MJ, 3 September 2013. Cresswell led the consultancy IMPOWER, which was working for Doncaster when the article appeared. It is an opinion piece: the stages are a way of thinking, not a proven law. The signs by which Regrip tells them apart were written for Regrip.",
    ),
    text(link("/stages", "The four stages explained"), " · ", link("/library/cresswell-2013-four-stages", "The note on the article")),
  );
}

function privacy() {
  return section(
    "privacy",
    "Privacy",
    text(
      "What you type and upload is kept on the machine that Regrip runs on, until you delete it. By default nothing is sent to any other machine, and nothing you type is written into logs. There are no cookies and no statistics of use; this browser keeps your choice of colours and, until a case is made, what you typed for it. Personal data that is recognised is covered before anything is kept, but not all of it is recognised: leave names of children and families out. ",
      link("/settings", "Settings and your data"),
      " says where everything lies, lets you take a copy, and deletes it.",
    ),
  );
}

function accessibility() {
  return section(
    "accessibility",
    "Accessibility",
    text("Regrip aims to meet level AA of the ", outsideLink("https://www.w3.org/TR/WCAG22/", "Web Content Accessibility Guidelines 2.2"), ". Everything can be done by keyboard. Pages work at 400% zoom and on a screen 320 pixels wide, in light and dark, and with less motion. Charts have tables, colour never carries a meaning alone, and results are announced once."),
    text("What is tested, by our own tests on every screen: the rules of axe for level AA in light and dark, whole tasks by keyboard, narrow screens, and contrast. What is not: no person who uses a screen reader every day has tried it yet, and no outside body has audited it."),
    h("h3", {}, "Known limits"),
    list(
      "Pages need JavaScript. Without it, the commands and the API still work.",
      "Papers that you upload are shown as plain text; their own tables and pictures are not.",
      "Links to sources lead to other sites, whose pages may not be accessible.",
    ),
    text("If something keeps you from using Regrip, tell the person who runs it for you; they can report it with the project's issues."),
  );
}
