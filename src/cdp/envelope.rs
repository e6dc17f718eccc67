//! What stands at the top level of a message: `id`, `method` and `sessionId`, found without building
//! a tree of the rest. A message may be read in pieces, so that it need not be in memory as a whole.
//!
//! Only the top level is judged. What is nested is passed over by its brackets and strings; whether
//! it is right is for the one that reads it.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// The longest `id`, `method` or `sessionId` that is kept. Chrome's are shorter.
const LONGEST: usize = 256;

/// The top level of a message.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// As it is written.
    pub id: Option<String>,
    pub method: Option<String>,
    pub session_id: Option<SessionMember>,
    pub params: Option<ParamsKind>,
    /// Whether there is any other member than these four.
    pub has_others: bool,
    /// Where the first member may be inserted: behind the opening brace, in bytes.
    pub first: u64,
}

/// What `params` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamsKind {
    Object,
    Array,
    Null,
    /// A text, a number, or anything else.
    Other,
}

/// The member `sessionId` of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionMember {
    pub value: String,
    /// The bytes to leave out for a message without it: the member with one of its commas.
    pub range: Range<u64>,
}

/// A message whose top level cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("JSON: invalid token at position {0}")]
    Token(u64),
    #[error("JSON: unexpected end of input at position {0}")]
    End(u64),
    /// Two members of the same name, or a name written with escapes: readers would disagree.
    #[error("JSON: ambiguous member at position {0}")]
    Ambiguous(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the opening brace.
    Start,
    /// Behind the brace or a comma: a name, or the end.
    BeforeName {
        may_end: bool,
    },
    Name,
    BeforeColon,
    BeforeValue,
    Text,
    /// A number, `true`, `false` or `null`.
    Word,
    /// Inside of brackets.
    Nested {
        depth: u32,
    },
    NestedText {
        depth: u32,
    },
    BehindValue,
    Done,
}

/// Reads one message.
#[derive(Debug)]
pub struct Scanner {
    state: State,
    /// How many bytes were read.
    position: u64,
    /// Whether the byte before was a backslash, in a text.
    escaped: bool,
    name: Vec<u8>,
    value: Vec<u8>,
    /// Where the present member begins: at its comma, or at its name.
    begun: u64,
    /// The member `sessionId` is the first of several: its comma stands behind it.
    comma_follows: bool,
    envelope: Envelope,
    error: Option<Malformed>,
}

impl Default for Scanner {
    fn default() -> Self {
        Scanner {
            state: State::Start,
            position: 0,
            escaped: false,
            name: Vec::new(),
            value: Vec::new(),
            begun: 0,
            comma_follows: false,
            envelope: Envelope::default(),
            error: None,
        }
    }
}

impl Envelope {
    /// Reads a whole message.
    pub fn of(message: &[u8]) -> Result<Self, Malformed> {
        let mut scanner = Scanner::default();
        scanner.feed(message);
        scanner.finish()
    }
}

impl Scanner {
    /// Reads the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        let begun = self.position;
        // No JSON has a zero byte (RFC 8259, section 7), and on a pipe it ends the message: what
        // follows would be another one.
        if let (Some(at), None) = (memchr(0, piece), self.error) {
            self.error = Some(Malformed::Token(begun + at as u64));
        }
        let mut at = 0;
        while at < piece.len() && self.error.is_none() {
            at += self.step(&piece[at..], begun + at as u64);
        }
        self.position = begun + piece.len() as u64;
    }

    /// What was found, once all pieces were read.
    pub fn finish(self) -> Result<Envelope, Malformed> {
        match (self.error, self.state) {
            (Some(error), _) => Err(error),
            (None, State::Done) => Ok(self.envelope),
            (None, _) => Err(Malformed::End(self.position)),
        }
    }

    /// Reads from `rest`, which begins at `position` and is not empty; returns how much of it.
    fn step(&mut self, rest: &[u8], position: u64) -> usize {
        let byte = rest[0];
        match self.state {
            State::Text | State::Name | State::NestedText { .. } => return self.text(rest, position),
            State::Nested { depth } => return self.nested(rest, depth, position),
            State::Word => {
                let length = rest.iter().take_while(|byte| is_word(**byte)).count();
                self.keep(&rest[..length]);
                if length < rest.len() {
                    self.end_value(position + length as u64);
                }
                return length;
            }
            _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => return 1,
            State::Start if byte == b'{' => {
                self.envelope.first = position + 1;
                self.begun = position + 1;
                self.state = State::BeforeName { may_end: true };
            }
            State::BeforeName { .. } if byte == b'"' => {
                self.name.clear();
                self.value.clear();
                self.state = State::Name;
            }
            State::BeforeName { may_end: true } | State::BehindValue if byte == b'}' => self.state = State::Done,
            State::BeforeColon if byte == b':' => self.state = State::BeforeValue,
            State::BeforeValue => match byte {
                b'"' => self.state = State::Text,
                b'{' | b'[' => self.state = State::Nested { depth: 1 },
                byte if is_word(byte) => {
                    self.state = State::Word;
                    return 0;
                }
                _ => self.error = Some(Malformed::Token(position)),
            },
            State::BehindValue if byte == b',' => {
                if let (true, Some(member)) = (self.comma_follows, &mut self.envelope.session_id) {
                    member.range.end = position + 1;
                    self.comma_follows = false;
                }
                self.begun = position;
                self.state = State::BeforeName { may_end: false };
            }
            _ => self.error = Some(Malformed::Token(position)),
        }
        if self.state == (State::Nested { depth: 1 }) && self.name == b"params" {
            self.envelope.params = Some(if byte == b'{' { ParamsKind::Object } else { ParamsKind::Array });
        }
        1
    }

    /// Inside of a text: up to its closing quote.
    fn text(&mut self, rest: &[u8], position: u64) -> usize {
        let mut at = usize::from(self.escaped);
        self.escaped = false;
        let end = loop {
            match memchr2(b'"', b'\\', &rest[at..]) {
                None => break None,
                Some(found) if rest[at + found] == b'"' => break Some(at + found),
                // What is escaped is passed over, even where it comes with the next piece.
                Some(found) => {
                    at += found + 2;
                    if at > rest.len() {
                        self.escaped = true;
                        break None;
                    }
                    if at == rest.len() {
                        break None;
                    }
                }
            }
        };
        let content = &rest[..end.unwrap_or(rest.len())];
        match self.state {
            State::Name => keep(&mut self.name, content),
            State::Text => self.keep(content),
            _ => {}
        }
        let Some(end) = end else { return rest.len() };
        match self.state {
            State::Name if self.name.contains(&b'\\') => self.error = Some(Malformed::Ambiguous(position)),
            State::Name => self.state = State::BeforeColon,
            State::NestedText { depth } => self.state = State::Nested { depth },
            _ => {
                self.end_value(position + end as u64 + 1);
            }
        }
        end + 1
    }

    /// Inside of brackets: up to the next text, or the closing one.
    fn nested(&mut self, rest: &[u8], mut depth: u32, position: u64) -> usize {
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b'"' => {
                    self.state = State::NestedText { depth };
                    return at + 1;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.end_value(position + at as u64 + 1);
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        self.state = State::Nested { depth };
        rest.len()
    }

    /// Keeps what the value of a member says, where that is of interest.
    fn keep(&mut self, content: &[u8]) {
        let is_word = self.state == State::Word && self.name == b"params";
        if is_word || matches!(self.name.as_slice(), b"id" | b"method" | b"sessionId") {
            keep(&mut self.value, content);
        }
    }

    /// The value of a member has ended; `end` is where the next byte is.
    fn end_value(&mut self, end: u64) {
        let is_text = self.state == State::Text;
        let is_nested = matches!(self.state, State::Nested { .. });
        self.state = State::BehindValue;
        let value = String::from_utf8_lossy(&self.value).into_owned();
        let is_double = match self.name.as_slice() {
            b"id" => self.envelope.id.replace(if is_text { format!("\"{value}\"") } else { value }).is_some(),
            b"method" if is_text => self.envelope.method.replace(value).is_some(),
            b"sessionId" if is_text => {
                let is_first = self.begun == self.envelope.first;
                self.comma_follows = is_first;
                self.envelope.session_id.replace(SessionMember { value, range: self.begun..end }).is_some()
            }
            b"params" if is_nested => false,
            b"params" => {
                let is_null = !is_text && value == "null";
                self.envelope.params.replace(if is_null { ParamsKind::Null } else { ParamsKind::Other }).is_some()
            }
            _ => {
                self.envelope.has_others = true;
                false
            }
        };
        if is_double || self.value.contains(&b'\\') {
            self.error = Some(Malformed::Ambiguous(end));
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

/// Adds to what is kept of a name or a value, as long as that may be one that is known.
fn keep(kept: &mut Vec<u8>, content: &[u8]) {
    kept.extend_from_slice(&content[..content.len().min(LONGEST.saturating_sub(kept.len()))]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// The message without its `sessionId`.
    fn without_session(message: &str) -> String {
        let range = Envelope::of(message.as_bytes()).unwrap().session_id.unwrap().range;
        format!("{}{}", &message[..range.start as usize], &message[range.end as usize..])
    }

    #[test]
    fn the_top_level_is_found() {
        let envelope =
            Envelope::of(br#" {"id":7, "method":"Page.navigate","params":{"id":8,"a":"}\"{"},"sessionId":"S"} "#)
                .unwrap();
        assert_eq!(envelope.id.as_deref(), Some("7"));
        assert_eq!(envelope.method.as_deref(), Some("Page.navigate"));
        assert_eq!(envelope.session_id.unwrap().value, "S");
        assert_eq!((envelope.params, envelope.has_others, envelope.first), (Some(ParamsKind::Object), false, 2));
        let event = Envelope::of(br#"{"method":"A.b","params":{}}"#).unwrap();
        assert_eq!((event.id, event.session_id, event.has_others), (None, None, false));
        let answer = Envelope::of(br#"{"id":-1,"result":{"sessionId":"inner"}}"#).unwrap();
        assert_eq!((answer.id.as_deref(), answer.session_id, answer.has_others), (Some("-1"), None, true));
        let odd = Envelope::of(br#"{"id":"x","params":[1],"method":3}"#).unwrap();
        assert_eq!(
            (odd.id.as_deref(), odd.params, odd.method, odd.has_others),
            (Some("\"x\""), Some(ParamsKind::Array), None, true)
        );
        for (params, expected) in [
            ("null", ParamsKind::Null),
            ("\"null\"", ParamsKind::Other),
            ("nul", ParamsKind::Other),
            ("1", ParamsKind::Other),
        ] {
            let message = format!(r#"{{"id":1,"params":{params}}}"#);
            assert_eq!(Envelope::of(message.as_bytes()).unwrap().params, Some(expected), "{params}");
        }
        assert_eq!(Envelope::of(b"{}").unwrap(), Envelope { first: 1, ..Envelope::default() });
    }

    #[test]
    fn the_session_can_be_left_out_wherever_it_stands() {
        for (message, expected) in [
            (r#"{"id":1,"sessionId":"S"}"#, r#"{"id":1}"#),
            (r#"{"sessionId":"S","id":1}"#, r#"{"id":1}"#),
            (r#"{"id":1 , "sessionId" : "S" , "method":"A.b"}"#, r#"{"id":1  , "method":"A.b"}"#),
            (r#"{"sessionId":"S"}"#, r#"{}"#),
            (r#"{ "sessionId":"S" , "id":1}"#, r#"{ "id":1}"#),
        ] {
            let rest = without_session(message);
            assert_eq!(rest.replace(' ', ""), expected.replace(' ', ""), "{message}");
            serde_json::from_str::<Value>(&rest).unwrap();
        }
    }

    #[test]
    fn what_readers_could_read_differently_is_refused() {
        for message in [
            r#"{"sessionId":"A","sessionId":"B"}"#,
            r#"{"id":1,"id":2}"#,
            r#"{"method":"A.b","method":"C.d"}"#,
            r#"{"session\u0049d":"A"}"#,
            r#"{"method":"Target.\u0061ttach"}"#,
        ] {
            assert!(matches!(Envelope::of(message.as_bytes()), Err(Malformed::Ambiguous(_))), "{message}");
        }
        for message in [
            "{\"id\":1,\"a\":\"\0{}\0\"}",
            "{\"id\":1}\0{\"id\":2}",
            "",
            "x",
            "[]",
            "{",
            r#"{"a":1"#,
            r#"{"a":1}}"#,
            r#"{"a":1} x"#,
            r#"{"a" 1}"#,
            r#"{,}"#,
            r#"{"a":1,}"#,
        ] {
            assert!(Envelope::of(message.as_bytes()).is_err(), "{message}");
        }
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_make_no_difference(
            id in 0u32.., text in "\\PC{0,20}", session in "[A-F0-9]{1,8}", first in any::<bool>(), size in 1usize..9,
        ) {
            let mut fields = vec![
                format!("\"id\":{id}"),
                format!("\"params\":{}", json!({ "a": [text, { "sessionId": "no", "b": "\\\"}" }], "c": "\\" })),
                format!("\"result\":{}", json!(text)),
            ];
            fields.insert(if first { 0 } else { fields.len() }, format!("\"sessionId\":\"{session}\""));
            let message = format!("{{{}}}", fields.join(","));
            let whole = Envelope::of(message.as_bytes()).unwrap();
            let mut scanner = Scanner::default();
            message.as_bytes().chunks(size).for_each(|piece| scanner.feed(piece));
            prop_assert_eq!(&scanner.finish().unwrap(), &whole);
            let expected_id = id.to_string();
            prop_assert_eq!(whole.id.as_deref(), Some(expected_id.as_str()));
            let mut expected: Value = serde_json::from_str(&message).unwrap();
            expected.as_object_mut().unwrap().remove("sessionId");
            let rest: Value = serde_json::from_str(&without_session(&message)).unwrap();
            prop_assert_eq!(rest, expected);
        }

        #[test]
        fn nothing_makes_it_panic(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'{'), Just(b'}'), Just(b'\\'), Just(b','), Just(b':'), any::<u8>()], 0..60), size in 1usize..7) {
            let mut scanner = Scanner::default();
            bytes.chunks(size).for_each(|piece| scanner.feed(piece));
            let whole = Envelope::of(&bytes);
            prop_assert_eq!(scanner.finish().is_ok(), whole.is_ok());
        }
    }
}
