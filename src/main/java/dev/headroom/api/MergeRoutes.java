package dev.headroom.api;

import dev.headroom.access.Scope;
import dev.headroom.inventory.FleetAnswers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/nodes/{node}/merges", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Fleet", description = "Pools and nodes, what they use, and what is forecast")
class MergeRoutes {

    private final FleetAnswers answers;

    /** An old self that was joined with the node: its id, its name, and when an operator said so. */
    record MergeView(String old, String name, Instant at) {

        static MergeView of(FleetAnswers.Merge merge) {
            return new MergeView(merge.old(), merge.oldName(), merge.at());
        }
    }

    MergeRoutes(FleetAnswers answers) {
        this.answers = answers;
    }

    @Operation(
            operationId = "listMerges",
            summary = "The old selves that were joined with a node, and can be parted from it")
    @Needs(Scope.READ)
    @GetMapping
    Items<MergeView> merges(
            @PathVariable String node,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Items.page(
                "merges",
                answers.merges(node).stream().map(MergeView::of).toList(),
                MergeView::old,
                cursor,
                limit,
                page -> new Table("merges", List.of(), List.of()));
    }

    @Operation(
            operationId = "undoMerge",
            summary = "Parts a node from an old self",
            description =
                    "Each has the history again that it had at the merge; of several merges, the newest is undone first.")
    @ApiResponse(responseCode = "204", description = "They are two again")
    @Needs(Scope.PLAN)
    @DeleteMapping("/{old}")
    ResponseEntity<Void> undo(@PathVariable String node, @PathVariable String old) {
        try {
            answers.undoMerge(old, node);
            return ResponseEntity.noContent().build();
        } catch (NoSuchElementException none) {
            throw ApiProblem.notFound("merge to be undone first", old);
        }
    }
}
