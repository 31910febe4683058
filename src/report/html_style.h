// The style sheet of the HTML report: the only style there is (the CSP allows exactly these bytes by their digest).
//
// Colours keep a contrast of at least 4.5:1 in both schemes (severities: 6.5:1 and more against white text), and no
// meaning hangs on colour alone. Wide content scrolls inside its own region, so that a phone never scrolls sideways.
// Print: A4, folded parts open (details-content, Chromium 131 and later), headings stay with what follows.
#pragma once

#include <string_view>

namespace modelaudit::report {

inline constexpr std::string_view kHtmlStyle = R"css(
:root{color-scheme:light dark;--fg:#1b1b1b;--bg:#fff;--soft:#f3f4f6;--dim:#4d4d4d;--line:#767676;--hair:#d0d3d8;
--link:#0b57d0;--bad:#fdecea;--good:#e8f3e9;--warn:#fff4de;--ins:#d7f0db;--del:#fbdcd9}
@media (prefers-color-scheme:dark){:root{--fg:#ececec;--bg:#161616;--soft:#232427;--dim:#b9bbc0;--line:#9a9a9a;
--hair:#44474d;--link:#8ab4f8;--bad:#3b1714;--good:#14301a;--warn:#3a2c0a;--ins:#1c4526;--del:#5a201b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;color:var(--fg);background:var(--bg);
max-width:68rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.5rem;z-index:1}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.35rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.75rem;
border-top:2px solid var(--line)}h3{font-size:1.1rem;margin:1.6rem 0 .5rem}h4{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}code,.hash,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.875em}
.dim{color:var(--dim)}.small{font-size:.875em}
.verdict{border:1px solid var(--line);border-left:.6rem solid #595959;padding:.8rem 1rem;margin:1rem 0;background:var(--soft)}
.verdict.fail{border-left-color:#b3261e;background:var(--bad)}.verdict.pass{border-left-color:#1b5e20;background:var(--good)}
.verdict.incomplete{border-left-color:#8a4b00;background:var(--warn)}
.verdict .word{font-size:1.5rem;font-weight:700}
.tag{display:inline-block;padding:.05rem .45rem;border-radius:.2rem;font-size:.85em;font-weight:600;color:#fff;background:#595959;
border:1px solid transparent;white-space:nowrap}
@media (prefers-color-scheme:dark){.tag{border-color:var(--line)}}
.tag.critical{background:#7f1d1d}.tag.high,.tag.fail{background:#b3261e}.tag.medium,.tag.incomplete{background:#8a4b00}
.tag.low{background:#1d5fa8}.tag.pass,.tag.met,.tag.none{background:#1b5e20}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.75rem 0}
dl.facts dt{color:var(--dim)}dl.facts dd{margin:0}
nav ul{list-style:none;padding:0;margin:.5rem 0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%;overflow-wrap:break-word}.name,td.hash{overflow-wrap:anywhere;min-width:9rem}
.prose{overflow-wrap:anywhere;min-width:11rem}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid var(--hair);padding:.35rem .55rem;text-align:left;vertical-align:top}
thead th{background:var(--soft);white-space:nowrap}td.number{text-align:right;white-space:nowrap}
ul.items{list-style:none;padding:0;margin:.5rem 0}
ul.items>li{border:1px solid var(--hair);border-left:.35rem solid var(--line);padding:.5rem .75rem;margin:.5rem 0;background:var(--bg)}
ul.items>li.critical{border-left-color:#7f1d1d}ul.items>li.high{border-left-color:#b3261e}
ul.items>li.medium{border-left-color:#8a4b00}ul.items>li.low{border-left-color:#1d5fa8}ul.items>li.met{border-left-color:#1b5e20}
.todo{border-left:3px solid var(--link);padding-left:.6rem;margin:.4rem 0}
pre.quote{white-space:pre-wrap;background:var(--soft);border:1px solid var(--hair);padding:.5rem .7rem;margin:.4rem 0}
ins{background:var(--ins);text-decoration:underline}del{background:var(--del);text-decoration:line-through}
ul.diff{list-style:none;padding-left:0;margin:.4rem 0}ul.diff li{margin:.2rem 0}
details{margin:.5rem 0}summary{cursor:pointer;font-weight:600}
.package{border-top:2px solid var(--line);margin-top:2.5rem}.package>h2{border-top:0;margin-top:0}
svg{display:block;width:100%;height:auto;font:13px system-ui,"DejaVu Sans",sans-serif}
svg.graph{min-width:34rem;max-width:46rem}svg.map{max-width:46rem}
svg text{fill:var(--fg)}svg .second{fill:var(--dim);font-size:12px}
svg .box{fill:var(--soft);stroke:var(--line)}svg .own{fill:var(--bg);stroke:var(--fg);stroke-width:2}
svg .edge{stroke:var(--line);stroke-width:1.5;fill:none}svg .head{fill:var(--line)}
svg .tile{stroke:var(--bg);stroke-width:2}svg .tile.critical{fill:#7f1d1d}svg .tile.high{fill:#b3261e}svg .tile.medium{fill:#8a4b00}
svg .tile.low{fill:#1d5fa8}svg .tile.none{fill:#1b5e20}svg text.on{fill:#fff}
.sign{border:1px solid var(--line);padding:.75rem 1rem}
.sign dl{display:grid;grid-template-columns:max-content 1fr;gap:1.1rem 1rem}.sign dt{color:var(--dim)}
.sign dd{margin:0;border-bottom:1px solid var(--line);min-height:1.6rem}
footer{margin-top:2.5rem;border-top:2px solid var(--line);padding-top:.75rem;color:var(--dim)}
@media (max-width:40rem){body{padding:.75rem}h1{font-size:1.4rem}dl.facts,.sign dl{grid-template-columns:1fr;gap:.1rem}
dl.facts dd{margin-bottom:.4rem}.sign dd{margin-bottom:.8rem}table.wide{min-width:36rem}}
@media print{@page{size:A4;margin:15mm}:root{color-scheme:light;--fg:#000;--bg:#fff;--soft:#f3f4f6;--dim:#333;--line:#666;
--hair:#bbb;--link:#000;--bad:#fdecea;--good:#e8f3e9;--warn:#fff4de;--ins:#d7f0db;--del:#fbdcd9}
body{font-size:10pt;max-width:none;padding:0}nav,.skip{display:none}.scroll{overflow:visible}svg.graph{min-width:0}
h2,h3,h4,summary{break-after:avoid}ul.items>li,.sign,svg,tr,.verdict{break-inside:avoid}thead{display:table-header-group}
details::details-content{content-visibility:visible}.tag,svg,.verdict,ins,del{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.tag{border-color:#000}a{text-decoration:none}a[href^="http"]::after{content:" (" attr(href) ")"}}
)css";

}  // namespace modelaudit::report
