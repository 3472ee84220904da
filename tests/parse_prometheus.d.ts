/** The reader of Prometheus' text format, which brings no types. */
declare module "parse-prometheus-text-format" {
  interface Sample {
    labels?: Record<string, string>;
    value?: string;
    /** Of a histogram. */
    count?: string;
  }
  interface Family {
    name: string;
    type: string;
    help: string;
    metrics: Sample[];
  }
  export default function parse(text: string): Family[];
}
