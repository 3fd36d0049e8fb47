/** What every chart is called, and what it says to a reader who does not see it. */
export interface ChartName {
  /** Unique on its page; letters, digits and hyphens, since it names elements and files. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in a sentence or two. */
  readonly description: string;
}
