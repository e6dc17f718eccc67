//! Why a program gave up, read from what it says on stderr. Python says it last, after the
//! traceback; Node first, before the stack; others in ways of their own. Of what is said line by
//! line only the cause is kept, so it stays known however much follows it. Pure.

/// The most characters of a cause.
const LONGEST: usize = 500;

/// What the lines so far belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    /// In a Python traceback: its first line that is not indented is the exception.
    Traceback,
    /// After Node has pointed at a piece of source (`^`): the next line is the error.
    Pointed,
    /// Below the cause, among the lines of a stack.
    Stack,
    /// After the head of a Rust panic, the next line is its message.
    Panic,
}

/// Reads the lines of stderr.
#[derive(Debug)]
pub struct Cause {
    place: Place,
    cause: Option<String>,
    /// A panic that was seen already: the following ones are its consequences.
    has_panicked: bool,
    /// The last line, and the last that looks like an error; either may turn out to stand above a
    /// stack.
    last: String,
    last_error: Option<String>,
    /// Where a Rust program panicked.
    panicked_at: String,
    /// Whether a line like `/path/hook.js:3` was seen, below which Node shows the source.
    in_source: bool,
}

impl Default for Cause {
    fn default() -> Self {
        Cause {
            place: Place::Nowhere,
            cause: None,
            has_panicked: false,
            last: String::new(),
            last_error: None,
            panicked_at: String::new(),
            in_source: false,
        }
    }
}

impl Cause {
    /// What was found, in one line.
    pub fn found(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// Takes in one line.
    pub fn add_line(&mut self, line: &str) {
        let text = without_margin(line);
        let (trimmed, is_indented) = (text.trim(), text.starts_with(char::is_whitespace));
        if trimmed.is_empty() {
            // A stack ends with an empty line; what Node pointed at is followed by one.
            if self.place == Place::Stack {
                self.place = Place::Nowhere;
            }
            return;
        }
        if trimmed.ends_with("Traceback (most recent call last):")
            || (is_indented && trimmed.starts_with("File \"") && trimmed.contains(", line "))
        {
            self.place = Place::Traceback;
        } else {
            self.advance(text, trimmed, is_indented);
        }
        if is_error(trimmed) {
            self.last_error = Some(trimmed.to_owned());
        } else if self.place == Place::Nowhere && is_indented {
            self.last_error = None;
        }
        trimmed.clone_into(&mut self.last);
    }

    fn advance(&mut self, text: &str, trimmed: &str, is_indented: bool) {
        let is_frame = is_indented && (trimmed.starts_with("at ") || trimmed.starts_with("from "));
        match self.place {
            Place::Traceback if !is_indented => self.keep(trimmed, Place::Nowhere),
            Place::Traceback => {}
            Place::Pointed => self.keep(trimmed, Place::Stack),
            Place::Panic => {
                let message = format!("{trimmed} ({})", self.panicked_at);
                self.keep(&message, Place::Nowhere);
            }
            // Indented is also what an error has been caused by, and what it carries.
            Place::Stack if is_indented => {}
            _ if is_frame => {
                // A message of several lines stands between its first one and the stack.
                let above = self.last_error.take().unwrap_or_else(|| self.last.clone());
                self.keep(&above, Place::Stack);
            }
            _ if self.in_source && trimmed.chars().all(|c| c == '^') => self.place = Place::Pointed,
            _ if trimmed.starts_with("thread '") && trimmed.contains(" panicked at ") => self.panic(trimmed),
            _ if trimmed.starts_with("panic: ") && !is_indented => self.keep(trimmed, Place::Stack),
            Place::Stack | Place::Nowhere => self.place = Place::Nowhere,
        }
        self.in_source = self.in_source || is_source_head(text);
    }

    fn panic(&mut self, head: &str) {
        if std::mem::replace(&mut self.has_panicked, true) {
            return;
        }
        let (_, at) = head.split_once(" panicked at ").unwrap_or_default();
        match at.strip_prefix('\'').and_then(|old| old.rsplit_once("', ")) {
            // As programs of before Rust 1.73 say it.
            Some((message, place)) => self.keep(&format!("{message} (panicked at {place})"), Place::Nowhere),
            None => {
                self.panicked_at = format!("panicked at {}", at.trim_end_matches(':'));
                self.place = Place::Panic;
            }
        }
    }

    fn keep(&mut self, cause: &str, place: Place) {
        let cause = cause.trim();
        if !cause.is_empty() {
            self.cause = Some(cause.chars().take(LONGEST).collect());
        }
        (self.place, self.in_source) = (place, false);
    }
}

/// Groups of Python exceptions are drawn with `|` and `+` before each line.
fn without_margin(line: &str) -> &str {
    let drawn = line.trim_start();
    let inside = drawn.strip_prefix("| ").or_else(|| drawn.strip_prefix("+ "));
    inside.filter(|_| line.starts_with("  ")).unwrap_or(line)
}

/// `TypeError: ...`, `Error [ERR_X]: ...`, `java.io.IOException: ...`: one word that names an
/// error, and what it has to say.
fn is_error(line: &str) -> bool {
    let line = line.strip_prefix("Uncaught ").unwrap_or(line);
    let Some((head, _)) = line.split_once(": ") else { return false };
    let name = head.split_once(" [").map_or(head, |(name, _)| name);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$'));
    is_name && (name.ends_with("Error") || name.ends_with("Exception"))
}

/// `/path/hook.js:3`, `node:internal/modules/cjs/loader:1143`
fn is_source_head(line: &str) -> bool {
    line.rsplit_once(':').is_some_and(|(path, number)| {
        !path.starts_with(char::is_whitespace) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(stderr: &str) -> Option<String> {
        let mut cause = Cause::default();
        stderr.lines().for_each(|line| cause.add_line(line));
        cause.found().map(str::to_owned)
    }

    #[test]
    fn python_says_it_last() {
        let simple = "Traceback (most recent call last):\n  File \"h.py\", line 3, in <module>\n    run()\n    ~~~^^\nValueError: no such thing\n";
        assert_eq!(cause(simple).as_deref(), Some("ValueError: no such thing"));
        let chained = format!(
            "{simple}\nDuring handling of the above exception, another exception occurred:\n\n{}",
            simple.replace("ValueError", "KeyError")
        );
        assert_eq!(cause(&chained).as_deref(), Some("KeyError: no such thing"));
        let from = format!(
            "{simple}\nThe above exception was the direct cause of the following exception:\n\n{}",
            simple.replace("ValueError: no", "a.b.MyOwn: No")
        );
        assert_eq!(cause(&from).as_deref(), Some("a.b.MyOwn: No such thing"));
        // What follows does not push it out: notes, lines of the message, warnings at the end.
        let followed = format!(
            "starting\n{simple}a second line of the message\n{}",
            "sys:1: ResourceWarning: unclosed\n".repeat(50)
        );
        assert_eq!(cause(&followed).as_deref(), Some("ValueError: no such thing"));
        assert_eq!(
            cause("  File \"h.py\", line 1\n    def\n       ^\nSyntaxError: invalid syntax").as_deref(),
            Some("SyntaxError: invalid syntax")
        );
        assert_eq!(
            cause("Traceback (most recent call last):\n  File \"h.py\", line 1, in <module>\nKeyboardInterrupt")
                .as_deref(),
            Some("KeyboardInterrupt")
        );
        let group = "  + Exception Group Traceback (most recent call last):\n  |   File \"h.py\", line 1, in <module>\n  | ExceptionGroup: two (2 sub-exceptions)\n";
        assert_eq!(cause(group).as_deref(), Some("ExceptionGroup: two (2 sub-exceptions)"));
    }

    #[test]
    fn node_says_it_first() {
        let frames = "    at Object.<anonymous> (/h.js:3:9)\n".repeat(30);
        let thrown =
            format!("/h.js:3\n  throw new Error('x');\n  ^\n\nError: the page is gone\n{frames}\nNode.js v20.19.2\n");
        assert_eq!(cause(&thrown).as_deref(), Some("Error: the page is gone"));
        let own = format!(
            "node:internal/modules/cjs/loader:1143\n  throw err;\n  ^\n\nError: Cannot find module 'nope'\nRequire stack:\n- /h.js\n{frames} {{\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [ '/h.js' ]\n}}\n\nNode.js v20.19.2\n"
        );
        assert_eq!(cause(&own).as_deref(), Some("Error: Cannot find module 'nope'"));
        assert_eq!(
            cause("/h.js:1\nthrow 'oops'\n^\noops\n(Use `node --trace-uncaught ...` to show where)\n\nNode.js v20")
                .as_deref(),
            Some("oops")
        );
        let printed =
            format!("loading\nTypeError: Cannot read properties of undefined (reading 'x')\n{frames}giving up\n");
        assert_eq!(cause(&printed).as_deref(), Some("TypeError: Cannot read properties of undefined (reading 'x')"));
        let long = format!("TimeoutError: waited\nfor long\n{frames}  [cause]: Error: inner\n{frames}");
        assert_eq!(cause(&long).as_deref(), Some("TimeoutError: waited"));
        let syntax = format!("/h.js:1\nlet = =\n      ^\n\nSyntaxError: Unexpected token '='\n{frames}\nNode.js v20\n");
        assert_eq!(cause(&syntax).as_deref(), Some("SyntaxError: Unexpected token '='"));
    }

    #[test]
    fn others_in_their_own_ways() {
        let panic = "thread 'main' panicked at src/main.rs:4:5:\nno such key\nnote: run with `RUST_BACKTRACE=1`\nthread 'b' panicked at src/b.rs:1:1:\nPoisonError";
        assert_eq!(cause(panic).as_deref(), Some("no such key (panicked at src/main.rs:4:5)"));
        assert_eq!(
            cause("thread 'main' panicked at 'it''s over', src/main.rs:4:5").as_deref(),
            Some("it''s over (panicked at src/main.rs:4:5)")
        );
        assert_eq!(cause("panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n").as_deref(), Some("panic: boom"));
        let java =
            "Exception in thread \"main\" java.io.IOException: disk\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n";
        assert_eq!(cause(java).as_deref(), Some("Exception in thread \"main\" java.io.IOException: disk"));
        assert_eq!(
            cause("x.rb:1:in `f': boom (RuntimeError)\n\tfrom x.rb:2:in `<main>'\n").as_deref(),
            Some("x.rb:1:in `f': boom (RuntimeError)")
        );
        // A shell has nothing but lines; its last ones are kept elsewhere.
        for text in ["", "h.sh: 3: foo: not found", "one\ntwo\n  indented\n^\n", "12:30:45\n^^^^\n"] {
            assert_eq!(cause(text), None, "{text}");
        }
    }
}
