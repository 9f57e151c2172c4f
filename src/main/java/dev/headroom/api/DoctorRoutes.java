package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.doctor.Doctor;
import dev.headroom.doctor.Report;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, TableConverter.CSV_VALUE, TableConverter.XLSX_VALUE})
@Tag(name = "Status")
class DoctorRoutes {

    private final Doctor doctor;

    DoctorRoutes(Doctor doctor) {
        this.doctor = doctor;
    }

    @Operation(
            operationId = "getDoctor",
            summary = "Every check of the data source, the database and the rest, with the mend for each that fails",
            description = "Examines anew unless the last examination is younger than 30 seconds; that takes seconds."
                    + " `healthy` says whether all that is required holds.")
    @Needs(Scope.READ)
    @GetMapping("/doctor")
    DoctorView doctor(@RequestParam(defaultValue = "json") String format) {
        return new DoctorView(Report.of(doctor.examine()));
    }
}
