/// The style sheet of every page: dark text on white, one column on phones, A4 in print.
///
/// Text colours have a contrast of 7 and more on their ground; states differ by words and borders, not by colour alone.
enum ReportStyle {
  static let sheet: Markup = """
    :root{color-scheme:light}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:#fff;color:#1a1a1a;font:16px/1.55 system-ui,-apple-system,"Noto Sans","Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Source Han Sans SC",sans-serif;overflow-wrap:anywhere}
    :lang(zh) body,body:lang(zh){font-family:"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Source Han Sans SC",system-ui,sans-serif}
    main,header.page,footer.page{max-width:1120px;margin:0 auto;padding:0 24px}
    header.page{padding-top:20px}
    h1{font-size:26px;line-height:1.25;margin:0 0 6px}
    h2{font-size:19px;line-height:1.3;margin:26px 0 8px;padding-bottom:4px;border-bottom:2px solid #1f4e79}
    h3{font-size:16px;margin:16px 0 6px}
    p{margin:6px 0}
    .lead{font-size:17px;margin:0 0 10px;color:#333}
    .badges{display:flex;flex-wrap:wrap;gap:8px;margin:10px 0;padding:0;list-style:none}
    .badges li{border:1.5px solid #1f4e79;border-radius:4px;padding:2px 10px;font-weight:600;color:#12324f;background:#f3f7fb}
    .badges li.strong{background:#12324f;color:#fff}
    .notice{border-left:5px solid #8a5a00;background:#fff8e6;padding:8px 12px;margin:12px 0;color:#3d2900}
    dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:8px 24px;margin:0}
    dl.facts div{border-bottom:1px solid #dedede;padding:2px 0 6px;min-width:0}
    dl.facts dt{font-size:14px;color:#4a4a4a}
    dl.facts dd{margin:0;font-weight:600}
    dl.facts dd small{font-weight:400;font-size:14px;color:#333}
    .scroll{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;width:100%;font-size:15px}
    caption{text-align:left;font-size:14px;color:#4a4a4a;padding:2px 0 6px}
    th,td{border-bottom:1px solid #d5d5d5;padding:6px 16px 6px 0;text-align:left;vertical-align:top}
    thead th{border-bottom:2px solid #555;font-size:14px;color:#333;vertical-align:bottom}
    .nowrap{white-space:nowrap}
    td,th{overflow-wrap:normal}td.key,td.long{overflow-wrap:anywhere}
    tbody th{font-weight:600}
    td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    td.date{white-space:nowrap;font-variant-numeric:tabular-nums}
    td.key{font-size:14px;overflow-wrap:anywhere}
    .met::before{content:"✓ "}.not-met::before{content:"✗ "}.undecided::before{content:"? "}
    figure{margin:10px 0}
    .pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}
    .pair figure{margin:0;min-width:0}
    .pair img{width:100%;height:auto;display:block;border:1px solid #555;image-rendering:auto}
    figcaption{font-size:15px;margin:4px 0}
    .key-list{display:flex;flex-wrap:wrap;gap:4px 18px;margin:6px 0;padding:0;list-style:none;font-size:14px;color:#333}
    .key-list svg{vertical-align:-3px;margin-right:6px}
    .chart svg{max-width:100%;height:auto;display:block}
    .chart text,.calendar text{font-size:12.5px;fill:#333;font-family:inherit}
    .chart text.flag{fill:#fff;font-weight:700;font-size:11.5px}
    .narrow{display:none}
    .ramp{display:flex;align-items:center;gap:8px;font-size:14px;margin:6px 0;flex-wrap:wrap}
    .ramp i{display:block;flex:0 1 220px;min-width:120px;height:14px;border:1px solid #555}
    details{margin:8px 0}
    summary{cursor:pointer;color:#12324f;font-weight:600;padding:4px 0}
    footer.page{margin-top:30px;padding-bottom:28px;font-size:14px;color:#444}
    footer.page p{border-top:1px solid #bbb;padding-top:8px}
    @media (max-width:700px){
      main,header.page,footer.page{padding-left:14px;padding-right:14px}
      h1{font-size:22px}
      .pair{grid-template-columns:1fr}
      .wide{display:none}.narrow{display:block}
      dl.facts{grid-template-columns:1fr 1fr;gap:6px 14px}
      dl.facts div.long{grid-column:1/-1}
      table.stack,table.stack tbody,table.stack tr,table.stack td,table.stack th{display:block;width:auto}
      table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
      table.stack tr{border-bottom:2px solid #999;padding:6px 0}
      table.stack td,table.stack tbody th{border:0;padding:2px 0;text-align:left;white-space:normal}
      table.stack td::before{content:attr(data-label);display:inline-block;min-width:6.5em;padding-right:.6em;color:#4a4a4a;font-weight:400;font-size:14px}
    }
    @page{size:A4;margin:14mm 13mm}
    @media print{
      body{font-size:10.5pt;line-height:1.4}
      main,header.page,footer.page{max-width:none;padding:0}
      h1{font-size:17pt}h2{font-size:13pt;margin:14pt 0 5pt;break-after:avoid}h3{break-after:avoid}
      figure,.notice,tr,dl.facts div,.chart{break-inside:avoid}
      table{font-size:9.5pt}thead{display:table-header-group}
      .badges li,.notice,.badges li.strong{background:#fff;color:#111}
      .scroll{overflow:visible}
      dl.facts{grid-template-columns:repeat(3,1fr)}
      .chart text,.calendar text{font-size:16px}
      .chart text.flag{font-size:12px}
      a{color:inherit}
    }
    """
}
