package dev.headroom.procurement;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface StoredPurchases extends JpaRepository<StoredPurchase, UUID> {

    List<StoredPurchase> findAllByOrderByProposedAtDesc();

    /** Waits until no other transaction holds that name, and holds it to the end of this one. */
    @Query(
            value = "select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) as held",
            nativeQuery = true)
    Integer lock(String name);

    List<StoredPurchase> findByStateInOrderByProposedAt(Collection<String> states);
}
