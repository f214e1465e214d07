const entries = [
  ["แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปี พ.ศ. 2568", "o14-hr-plan-2568"],
  ["รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี พ.ศ. 2567", "o15-hr-report-2567"],
];
const list = document.createElement("ul");
for (const [text, name] of entries) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = ["", "files", name + ".pdf"].join("/");
  link.textContent = text;
  entry.append(link);
  list.append(entry);
}
const title = document.createElement("h1");
title.textContent = "การบริหารและพัฒนาทรัพยากรบุคคล";
document.getElementById("app").append(title, list);
