import type { Experiment } from "../entry.js";

export const background: Experiment = {
  id: "background",
  title: "Work in the background of a request",
  question: "What does it take to send a mail after the page has been answered, and which mails are lost?",
  metric: "counters.pageP99Ms",
  ideal: "the page as fast as its handler, and no mail lost",
  variants: [],
};
