namespace Pinhole.Reports.Html;

/// <summary>How a report looks: on a screen in light and dark, wide and narrow, and on paper.</summary>
internal static class StyleSheet
{
    /// <summary>
    /// Colours of series and classes, distinct for colour-blind readers too; darker on light and lighter on dark.
    /// </summary>
    public const int Colours = 10;

    public const string Text = """

        :root {
          color-scheme: light dark;
          --paper: #ffffff; --ink: #1b2430; --soft: #566170; --line: #dfe4ea; --panel: #f4f6f9;
          --notice: #fff5d9; --notice-line: #d9a400;
          --c0: #0072b2; --c1: #d55e00; --c2: #1f8a4c; --c3: #b5297f; --c4: #c29200;
          --c5: #2aa9e0; --c6: #6a4bbf; --c7: #7a5230; --c8: #e7799a; --c9: #6f7d00; --other: #a8b0ba;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --paper: #12171d; --ink: #e6ebf1; --soft: #9ba8b7; --line: #2c3640; --panel: #1a2129;
            --notice: #33290c; --notice-line: #c79a1c;
            --c0: #56b4f0; --c1: #ff9350; --c2: #4fcf86; --c3: #f07cc0; --c4: #f2ca3f;
            --c5: #a5e1ff; --c6: #ab94ff; --c7: #c89a6f; --c8: #ffb3c6; --c9: #bccb3c; --other: #65707c;
          }
        }
        * { box-sizing: border-box; }
        body {
            margin: 0; background: var(--paper); color: var(--ink);
            font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
        }
        main, header, footer { max-width: 57rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2.5rem; }
        h1 { margin: 0 0 .9rem; font-size: 1.2rem; font-weight: 600; color: var(--soft); overflow-wrap: anywhere; }
        h2 { margin: 2.8rem 0 .4rem; font-size: 1.25rem; line-height: 1.3; }
        h3 { margin: 1.6rem 0 .3rem; font-size: 1rem; }
        p { margin: .4rem 0 .8rem; }
        .headline {
            margin: 0; font-size: 1.6rem; line-height: 1.35; font-weight: 600; letter-spacing: -.01em;
            text-wrap: balance;
        }
        .note { color: var(--soft); font-size: .9rem; }
        .warnings {
            margin: 1.5rem 0 0; padding: .7rem 1rem .7rem 2rem; background: var(--notice);
            border-left: 4px solid var(--notice-line); border-radius: 4px;
        }
        .settings {
            display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .9rem 1.5rem;
            margin: 1rem 0 0;
        }
        .settings div { border-top: 1px solid var(--line); padding-top: .4rem; }
        .settings .wide { grid-column: 1 / -1; }
        dt { color: var(--soft); font-size: .85rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        figure { margin: 1rem 0 0; }
        figcaption { color: var(--soft); font-size: .9rem; }
        svg.plot { display: block; width: 100%; height: auto; }
        svg.plot text { font-size: 12px; fill: var(--soft); }
        svg.plot .grid { stroke: var(--line); stroke-width: 1; fill: none; }
        svg.plot .frame { stroke: var(--soft); stroke-width: 1; fill: none; }
        svg.plot .mark { stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 4 4; fill: none; }
        svg.plot .title { fill: var(--ink); }
        svg.plot .label, svg.plot .name {
            fill: var(--ink); stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round;
            paint-order: stroke;
        }
        svg.plot .name { font-weight: 700; font-size: 16px; }
        svg .curve {
            fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linejoin: round;
            stroke-linecap: round;
        }
        svg .dashed { stroke-dasharray: 5 5; }
        svg .dots { fill: none; stroke: currentColor; stroke-width: 4.6; stroke-linecap: round; stroke-opacity: .8; }
        svg .large { stroke-width: 8; }
        svg .bars { fill: currentColor; stroke: none; }
        svg .ink { color: var(--ink); } svg .other { color: var(--other); }
        svg .c0 { color: var(--c0); }
        svg .c1 { color: var(--c1); }
        svg .c2 { color: var(--c2); }
        svg .c3 { color: var(--c3); }
        svg .c4 { color: var(--c4); }
        svg .c5 { color: var(--c5); }
        svg .c6 { color: var(--c6); }
        svg .c7 { color: var(--c7); }
        svg .c8 { color: var(--c8); } svg .c9 { color: var(--c9); }
        .legend {
            display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .5rem 0 .2rem; padding: 0;
            list-style: none; font-size: .9rem;
        }
        .legend li { display: flex; align-items: center; gap: .4rem; overflow-wrap: anywhere; }
        .legend svg { flex: none; width: 22px; height: 12px; }
        .small {
            display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
            gap: .5rem 1.5rem;
        }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        table.figures { width: 100%; margin-top: .8rem; font-size: .95rem; }
        .figures th, .figures td {
            padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line);
            white-space: nowrap;
        }
        .figures th:first-child, .figures td:first-child { text-align: left; padding-left: 0; }
        .figures thead th { color: var(--soft); font-weight: 600; font-size: .85rem; vertical-align: bottom; }
        .figures tbody th { font-weight: 400; }
        table.numbers { font-size: .86rem; }
        .numbers td.note { font-size: inherit; }
        .numbers th, .numbers td { padding: .3rem .4rem; }
        .figures .better { font-weight: 700; }
        .figures .group td, .figures .group th { border-bottom: none; padding-bottom: 0; }
        .figures .within td, .figures .within th { border-bottom: none; padding-top: 0; padding-bottom: 0; }
        .figures .last td, .figures .last th { padding-top: 0; }
        .pictures { margin-top: .6rem; }
        .pictures th {
            padding: .1rem .7rem .1rem 0; font-size: .85rem; font-weight: 400; color: var(--soft);
            text-align: left; white-space: nowrap; position: sticky; left: 0; background: var(--paper);
        }
        .pictures thead th { text-align: center; padding: .1rem 2px; position: static; }
        .pictures td { padding: 2px; text-align: center; font-size: .75rem; color: var(--soft); }
        .pictures img {
            display: block; width: 58px; height: auto; min-height: 8px; image-rendering: pixelated;
            border-radius: 2px;
        }
        pre {
            margin: .6rem 0; padding: .8rem 1rem; background: var(--panel); border: 1px solid var(--line);
            border-radius: 4px; overflow-x: auto;
            font: .9rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
        }
        footer { margin-top: 3rem; padding-top: .8rem; padding-bottom: 2rem; color: var(--soft); font-size: .85rem; }
        footer p { border-top: 1px solid var(--line); padding-top: .8rem; }
        @media (max-width: 34rem) {
          body { font-size: 15px; }
          header { padding-top: 1.5rem; }
          .headline { font-size: 1.3rem; }
          svg.plot text { font-size: 19px; }
          svg.half text { font-size: 14px; }
          svg.plot .name { font-size: 21px; }
          .settings { grid-template-columns: 1fr 1fr; }
          .small { grid-template-columns: 1fr; }
        }
        @media print {
          @page { margin: 16mm 14mm; }
          html { font-size: 13px; }
          body { font-size: 1rem; }
          main, header, footer { max-width: none; padding-left: 0; padding-right: 0; }
          header { padding-top: 0; }
          h2, h3, .note { break-after: avoid; }
          figure, table, pre, .warnings, .settings div { break-inside: avoid; }
          h2 { margin-top: 1.5rem; }
          svg.plot { max-height: 72mm; }
          #latent svg.plot { max-height: 95mm; }
          .pictures img { width: 46px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .warnings { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .scroll { overflow: visible; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; }
          table.numbers { font-size: .72rem; }
        }

        """;
}
