//! What the parts without side effects cost: `cargo bench --bench pure`. They run once a hook, a
//! line, a page or a message of Chrome, so that each has to be small beside the process, the file
//! or the browser it belongs to.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use tacklebox::cdp::Incoming;
use tacklebox::files::layout::Layout;
use tacklebox::model::archive_result::ResultStatus;
use tacklebox::model::hook_run::{EndedBy, ExitStatus};
use tacklebox::model::id::SnapshotId;
use tacklebox::model::timestamp::Timestamp;
use tacklebox::model::url::PageUrl;
use tacklebox::plugin::HookName;
use tacklebox::rules::outcome::{HookEnding, judge};
use tacklebox::rules::record::{self, ResultRecord};

/// As a hook prints it when it is done.
const RESULT_LINE: &str = r#"{"type":"ArchiveResult","status":"succeeded","output_str":"screenshot.png (1440 x 2715)","output_json":{"width":1440,"height":2715}}"#;

/// As `parse_dom_outlinks` prints one for each link.
const LINK_LINE: &str = r#"{"type":"Snapshot","url":"https://www.example.com/a/path/to/some/page.html?with=a&query=string","title":"The text of the link"}"#;

const LOG_LINE: &str = "2026-11-20T13:38:05.123Z waited 120 ms for the fonts";

/// The answer for a style sheet, as the Chrome of the measuring kit sends it.
const EVENT: &str = r#"{"method":"Network.responseReceived","params":{"requestId":"4711.23","loaderId":"0B3A4C6E8F1023456789ABCDEF012345","timestamp":84233.917204,"type":"Stylesheet","response":{"url":"http://127.0.0.1:8950/p7/style.css","status":200,"statusText":"OK","headers":{"Connection":"keep-alive","Content-Length":"1311","Content-Type":"text/css","Date":"Fri, 20 Nov 2026 13:38:05 GMT","Keep-Alive":"timeout=5"},"mimeType":"text/css","charset":"","connectionReused":true,"connectionId":31,"remoteIPAddress":"127.0.0.1","remotePort":8950,"fromDiskCache":false,"fromServiceWorker":false,"fromPrefetchCache":false,"encodedDataLength":167,"timing":{"requestTime":84233.912117,"proxyStart":-1,"proxyEnd":-1,"dnsStart":-1,"dnsEnd":-1,"connectStart":-1,"connectEnd":-1,"sslStart":-1,"sslEnd":-1,"workerStart":-1,"workerReady":-1,"workerFetchStart":-1,"workerRespondWithSettled":-1,"sendStart":0.412,"sendEnd":0.467,"pushStart":0,"pushEnd":0,"receiveHeadersStart":3.918,"receiveHeadersEnd":4.102},"responseTime":1795181885119.204,"protocol":"http/1.1","alternateProtocolUsage":"unspecifiedReason","securityState":"secure"},"hasExtraInfo":true,"frameId":"C5F0A1B2C3D4E5F60718293A4B5C6D7E"},"sessionId":"9F8E7D6C5B4A39281706F5E4D3C2B1A0"}"#;

fn hook_names(criterion: &mut Criterion) {
    criterion.bench_function("hook name", |bencher| {
        bencher.iter(|| HookName::parse(black_box("on_Snapshot__24_responses.daemon.bg.py")))
    });
}

fn records(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("line of stdout");
    for (name, line) in [("result", RESULT_LINE), ("link", LINK_LINE), ("log", LOG_LINE)] {
        group.bench_function(name, |bencher| bencher.iter(|| record::parse(black_box(line))));
    }
    group.finish();
}

fn directories(criterion: &mut Criterion) {
    let (layout, id, at) = (Layout::new(PathBuf::from("/home/me/archive")), SnapshotId::new(), Timestamp::now());
    criterion.bench_function("directory of a URL", |bencher| {
        bencher.iter(|| {
            PageUrl::parse(black_box("https://www.example.co.uk:8443/a/path/page.html?q=1"))
                .map(|url| layout.snapshot(id, &url, at))
        });
    });
}

fn messages(criterion: &mut Criterion) {
    criterion
        .bench_function("message of Chrome", |bencher| bencher.iter(|| Incoming::parse(black_box(EVENT).as_bytes())));
}

fn outcomes(criterion: &mut Criterion) {
    let said = ResultRecord {
        status: ResultStatus::Succeeded,
        output_str: "output.html".into(),
        output_json: None,
        cmd: None,
        error: None,
    };
    let ending = |by, records| HookEnding {
        hook: "on_Snapshot__53_dom".into(),
        exit: Some(ExitStatus::Code(0)),
        ended_by: Some(by),
        timeout: Duration::from_secs(60),
        records,
        ..HookEnding::default()
    };
    // A plugin of two hooks, of which one listens and says nothing, as most that listen.
    let endings = [ending(EndedBy::Seal, Vec::new()), ending(EndedBy::Itself, vec![said])];
    criterion.bench_function("outcome of a plugin", |bencher| bencher.iter(|| judge(black_box(&endings), true)));
}

/// All of it takes some ten seconds.
fn quick() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
}

criterion_group! { name = pure; config = quick(); targets = hook_names, records, directories, messages, outcomes }
criterion_main!(pure);
