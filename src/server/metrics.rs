//! Figures in the text format of Prometheus, version 0.0.4
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>).

use std::fmt::Write;

use axum::http::StatusCode;
use axum::response::Response;

use super::answer::typed;

/// What a figure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    Gauge,
}

/// The text, as it is made.
#[derive(Debug, Default)]
pub struct Metrics(String);

impl Metrics {
    /// Adds a figure, once or for several values of a label.
    pub fn add<'a>(
        &mut self,
        name: &str,
        help: &str,
        kind: Kind,
        label: &str,
        values: impl IntoIterator<Item = (&'a str, f64)>,
    ) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
        };
        // To write to a text cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {}\n# TYPE {name} {kind}", escape_help(help));
        for (value_of_label, value) in values {
            let _ = match label {
                "" => writeln!(self.0, "{name} {value}"),
                label => writeln!(self.0, "{name}{{{label}=\"{}\"}} {value}", escape(value_of_label)),
            };
        }
    }

    pub fn response(self) -> Response {
        typed(StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8", self.0)
    }
}

/// The value of a label; quotation marks end it.
fn escape(text: &str) -> String {
    escape_help(text).replace('"', "\\\"")
}

/// An explanation, in which quotation marks mean nothing.
fn escape_help(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let mut metrics = Metrics::default();
        metrics.add("a_total", "How \"many\"", Kind::Counter, "", [("", 3.0)]);
        metrics.add("b", "Which", Kind::Gauge, "kind", [("x\"y", 1.5), ("z", 0.0)]);
        assert_eq!(
            metrics.0,
            "# HELP a_total How \"many\"\n# TYPE a_total counter\na_total 3\n# HELP b Which\n# TYPE b gauge\nb{kind=\"x\\\"y\"} 1.5\nb{kind=\"z\"} 0\n"
        );
    }
}
