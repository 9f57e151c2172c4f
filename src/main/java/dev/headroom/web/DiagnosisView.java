package dev.headroom.web;

import dev.headroom.assessment.Status;
import dev.headroom.doctor.Diagnosis;
import dev.headroom.doctor.Finding;
import java.util.List;
import java.util.Objects;

/** What the doctor found, in a reader's words. */
record DiagnosisView(Diagnosis diagnosis, Frame frame) {

    /** One check; {@code mend} stays as it is, as it is copied. */
    record FindingView(Finding finding) {

        public String title() {
            return finding.check().title();
        }

        public StatusView status() {
            return switch (finding.outcome()) {
                case PASSED -> StatusView.of(Status.OK, "Holds");
                case SKIPPED -> StatusView.of(Status.UNKNOWN, "Not checked");
                case WARNING -> StatusView.of(Status.ORDER_NOW, "Warning");
                case FAILED -> StatusView.of(Status.LATE, "Fails");
            };
        }

        public String seen() {
            return VisibleText.sentence(finding.seen());
        }

        public String effect() {
            return Objects.requireNonNullElse(finding.effect(), "");
        }

        public String mend() {
            return VisibleText.sentence(Objects.requireNonNullElse(finding.mend(), ""));
        }
    }

    public String sentence() {
        int troubles = diagnosis.troubles().size();
        return diagnosis.findings().size() + " checks, "
                + (troubles == 0 ? "nothing to mend" : troubles + " to mend, worst first") + "; looked at on "
                + frame.moment(diagnosis.at()) + ".";
    }

    public List<FindingView> troubles() {
        return diagnosis.troubles().stream().map(FindingView::new).toList();
    }

    public List<FindingView> others() {
        return diagnosis.findings().stream()
                .filter(finding -> !finding.isTrouble())
                .map(FindingView::new)
                .toList();
    }

    public String rest() {
        return others().size() + " checks that need nothing";
    }
}
